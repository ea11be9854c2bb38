/* What the scripts of assets/gazette hand to each other. Each is a plain script, for a page opened from a file loads no
   modules: it puts one value on the window, and writes on nobody else's. tsc checks all of them against this. */

interface Offices {
  isOffice(text: string): boolean;
  parted(text: string): { place: string; name: string };
  isShortOf(short: string, name: string): boolean;
  ways(text: string): string[];
}

interface Window {
  gazetteElements: {
    make<K extends keyof HTMLElementTagNameMap>(name: K, className?: string, text?: string): HTMLElementTagNameMap[K];
    makeButton(className: string, text?: string): HTMLButtonElement;
    makeLink(className: string, text: string, href: string): HTMLAnchorElement;
    watchable(link: HTMLAnchorElement): () => void;
  };
  gazetteDays: {
    two(number: number): string;
    today(): string;
    asked(): string;
    said(day: string): string;
    begun<T>(stages: T[], since: (stage: T) => string): T | undefined;
  };
  /** A file of data calls it: see site/shards.py. */
  gazetteShard(name: string, data: unknown): void;
  gazetteShards: { load(name: string): Promise<any>; forget(name: string): void };

  gazetteGrid: { printed(cell: Element): string; plain(text: string): string; read(table: HTMLTableElement): Grid };
  gazetteSight: {
    keepLabels(table: HTMLTableElement): void;
    measure(figure: HTMLElement, box: HTMLElement, table: HTMLTableElement): void;
    swipe(figure: HTMLElement, box: HTMLElement, table: HTMLTableElement): void;
    reach(figure: HTMLElement): void;
  };
  gazetteRows: { addTools(row: HTMLTableRowElement): void; watch(): void };
  gazetteSpans: { of(records: GridRecord[]): Spans };
  gazetteOrder: {
    sift(records: GridRecord[], terms: string[]): void;
    keysOf(grid: Grid, column: number): SortKey[];
    sorted(records: GridRecord[], keys: SortKey[], isDown: boolean): HTMLTableRowElement[];
  };
  gazetteArrange(figure: HTMLElement, grid: Grid, tools: HTMLElement): void;
  gazetteFullScreen(figure: HTMLElement): HTMLButtonElement;
  gazetteReasons: { explain(figure: HTMLElement): void; watch(): void };

  gazetteBox: { isComposing(): boolean };
  gazetteFold: Fold;
  gazetteOffices: Offices;
  gazetteQuery: {
    cut(text: string): string;
    words(text: string): Word[];
    number(text: string): DocumentNumber | null;
    numberStart(text: string): string;
    readings(text: string, syllables: Set<string>): string[][];
    readsAs(reading: string[], way: string[]): boolean;
  };
  gazetteForms: {
    otherNumerals(text: string): string;
    day(text: string): { key: string; said: string } | null;
    partNumber(text: string): PartNumber | null;
    fits(part: PartNumber, key: string): boolean;
    placeBehind(text: string): PlaceBehind | null;
    stretches(text: string): string[][];
    isInstrument(text: string): boolean;
    meant(text: string): string;
    officeAsked(text: string): string;
  };
  gazettePostings: {
    codeOf(c: string): number;
    pairOf(first: string, second: string): number;
    /** The last place in an ordered array whose value is at most the one given; -1 if there is none. */
    lastAtMost(values: ArrayLike<any>, wanted: any): number;
    directoryOf(read: RawDirectory, letter: string, length: number): Directory;
    numbersOf(directory: Directory, name: number): Promise<Uint32Array>;
    price(directory: Directory, name: number): number;
    shardsFor(firsts: string[], start: string): number[];
  };
  gazetteIndex: { open(): Promise<SearchIndex> };
  gazetteWords: {
    Run: new () => Run;
    freed(word: Word): Word;
    pagesOf(word: Word, index: SearchIndex, run: Run, exact: boolean): Promise<{ pages: Hits; forms: string[][] }>;
    shared(starts: Uint32Array, list: Uint32Array, offset: number): Uint32Array;
    stands(chars: string[], index: SearchIndex, run: Run): Promise<boolean>;
  };
  gazetteSnippet: { describe(read: ReadPage, found: Found, limit: number): Described };
  gazetteSearch: {
    later(name: "names"): Promise<Names>;
    later(name: "leads"): Promise<Leads>;
    later(name: "units"): Promise<{ read(found: Found, run: Run): Promise<{ doors: Door[]; group: Found | null }> }>;
    later(name: "question"): Promise<{ read(found: Found, run: Run): Promise<Found | null> }>;
    foundOf(words: Word[]): Found;
    prepare(): Promise<SearchIndex>;
    find(text: string, options: SearchOptions, run?: Run): Promise<Found>;
    findWords(words: Word[], run: Run): Promise<Found>;
    describe(page: number, found: Found, limit: number): Promise<Described>;
    facets(): Promise<Facets>;
    numbers(text: string, limit: number): Promise<{ text: string; page: number }[]>;
    doors(text: string): Promise<Door[]>;
    suggest(text: string): Promise<Suggestion[]>;
  };
  gazetteWays: {
    ask(typed: string, options: SearchOptions, show: (answer: Answer) => void | Promise<void>): Promise<Answer>;
    entriesOf(answer: Answer): ShownEntry[];
  };
  gazetteParts: SearchParts;
  gazetteFacets: {
    NAMES: Record<FacetName, string>;
    ALL: readonly FacetName[];
    none(): Chosen;
    sift(pages: ShownEntry[], facets: Facets, chosen: Chosen): Sifted;
    boxes(parent: HTMLElement, change: (facet: FacetName, value: string, isChosen: boolean) => void): ShowFacets;
  };
  gazetteResults: {
    append(list: HTMLElement, pages: ShownEntry[], isWanted: () => boolean): Promise<void>;
    said(answer: Answer, kept: number, all: number): HTMLElement[];
    doorList(doors: Door[]): HTMLElement;
    none(answer: Answer, printed: boolean): HTMLElement;
    nameWords(found: Found): string;
    helpful(text: string, found: Found, isWanted: () => boolean): Promise<Helpful[]>;
    suggestionList(others: Helpful[]): HTMLElement;
  };
}

/** A selector of more than a tag's name finds elements of HTML: pages hold no others but pictures. */
type Selector = `${"." | "#" | "[" | ":"}${string}` | `${string}${"." | "#" | "[" | ":" | " "}${string}`;

interface ParentNode {
  querySelector<E extends Element = HTMLElement>(selectors: Selector): E | null;
  querySelectorAll<E extends Element = HTMLElement>(selectors: Selector): NodeListOf<E>;
}

interface Element {
  closest<E extends Element = HTMLElement>(selectors: Selector): E | null;
}

/* ---- tables ---- */

type GridCell = HTMLTableCellElement;
type GridCells = (GridCell | undefined)[];

/** A row with the cell that stands in each column, and the text that a filter looks at. */
interface GridRecord {
  row: HTMLTableRowElement;
  cells: GridCells;
  isBand: boolean;
  sought: string;
  nodes: ChildNode[];
}

interface Grid {
  /** Per column the head cell that stands over it alone. */
  leaves: (GridCell | null)[];
  records: GridRecord[];
  bodies: { body: HTMLTableSectionElement; nodes: ChildNode[] }[];
  textOf(cell: GridCell | undefined): string;
}

interface Spans {
  open(): void;
  close(): void;
}

/** rank: 0 what is compared, 1 words in a column of numbers, 2 no value. */
interface SortKey {
  rank: number;
  text: string;
  number: number;
}

/* ---- citing ---- */

interface CitedText {
  at: string;
  title: string;
  number?: string;
  issuers?: string[];
  day?: string;
  annex?: string;
  annex_title?: string;
}

interface CitedPage {
  texts: CitedText[];
  pages?: { first: number; last: number; page: number }[];
  begins?: number;
  gazette?: string;
  issue?: string;
}

/* ---- what is watched ---- */

/** Its name, its kind, its words, and where it is printed. */
type WatchLine = [string, string, string, string];

interface WatchThing {
  title: string;
  href: string;
  lines: WatchLine[];
}

/** What is kept of a thing, or of a query: its lines as they were last seen, and when. */
interface WatchItem {
  shard: string;
  key: string;
  q: string;
  title: string;
  seen: Record<string, string>;
  day: string;
}

interface WatchStore {
  asking(asked: URLSearchParams): WatchItem | null;
  itemsOf(told: unknown): WatchItem[];
  read(): WatchItem[];
  exported(items: WatchItem[]): string;
  keep(items: WatchItem[]): boolean;
  isSame(one: WatchItem, other: WatchItem): boolean;
  now(item: WatchItem): Promise<WatchThing | null>;
  short(words: string): string;
  seenOf(thing: WatchThing): Record<string, string>;
  mark(link: HTMLAnchorElement): void;
  toggle(link: HTMLAnchorElement): Promise<void>;
}

/* ---- search ---- */

/** From, up to, as UTF-16 places. */
type Range2 = [number, number];
/** And which of the wanted words stands there. */
type Mark = [number, number, number];

/** The folded characters of a text, and for each where it was printed. */
interface Folded {
  chars: string[];
  from: number[];
  to: number[];
}

interface Fold {
  (text: string): Folded;
  find(text: string, word: string, freely?: boolean): Range2[];
  findIn(text: Folded, word: string[]): Range2[];
  bare(text: Folded): Folded;
}

interface Word {
  text: string;
  quoted: boolean;
  excluded: boolean;
  chars: string[];
  /** Whatever signs stand between its characters. */
  free?: boolean;
  /** The writings in which it was found. */
  forms?: string[][];
}

interface DocumentNumber {
  key: string;
  text: string;
}

interface PartNumber {
  organ: string;
  year: string;
  serial: string;
}

interface PlaceBehind {
  rest: string;
  annex?: string;
  at?: string[];
}

interface Run {
  step(): Promise<void>;
}

interface Hit {
  count: number;
  rank: number;
  part?: number;
}

/** Page → what stands there. */
type Hits = Map<number, Hit>;

interface FoundEntry extends Hit {
  page: number;
}

interface ShownEntry extends FoundEntry {
  by: Found;
  group: number;
  alone: boolean;
}

interface Term {
  text: string;
  count: number;
}

/** The pages of one reading of a query. */
interface Found {
  words: Word[];
  number: { text: string; pages: number[] } | null;
  pinyin: { typed: string; terms: Term[] } | null;
  also: string[];
  printed: boolean;
  pages: FoundEntry[];
  total: number;
  free?: boolean;
  said?: string;
  tag?: string;
}

/** What leads to documents without being words of them. */
interface Lead {
  said: string;
  tag: string;
  pages: FoundEntry[];
  words: Word[];
}

interface Door {
  tag: string;
  title: string;
  note: string;
  url: string;
}

interface Answer {
  text: string;
  cut: boolean;
  groups: Found[];
  doors: Door[];
  /** The title of an instrument that nothing prints. */
  unheld: string;
  done: boolean;
  found: Found;
}

interface SearchOptions {
  printed?: boolean;
}

interface Suggestion {
  text: string;
  why: string;
}

interface Helpful extends Suggestion {
  pages: number;
}

interface Place {
  anchor: string;
  zone: number;
  text: string;
  label: string;
}

interface ReadPage {
  url: string;
  title: string;
  number: string;
  date: string;
  kind: string;
  issue: string;
  places: Place[];
  /** From which day, code, words. */
  states: [string, string, string][];
  annexes: { number: string; title: string; url: string }[];
}

/** A piece of a place that is shown. */
interface Piece {
  anchor: string;
  text: string;
  marks: Range2[];
  words: Set<number>;
  count: number;
  to: number;
  label: string;
}

interface Described extends Omit<ReadPage, "places" | "annexes"> {
  hits: Piece[];
  count: number;
  more: number;
}

/** A page with the reading that found it. */
interface Shown {
  read: Described;
  by: Found;
}

interface SearchCore {
  layers: LayerCore[];
  /** How much later than in the order of sources each page stands in that of days. */
  later: number[];
  doors: string[];
  /** The shards of printed text of each source, and the place of the first page in each. */
  shown: [name: string, firsts: number[]][];
  alphabet: string;
  traditional: string;
  syllables: string[];
}

/** Sources side by side in time: how long their pages are, and in which shard to look for what. */
interface LayerCore {
  titles: number[][];
  headings: number[];
  texts: number[];
  pairs: RawDirectory;
  singles: RawDirectory;
  numbers: string[];
  days: string[];
  names: string[];
  doors: string[];
}

/** Shards of entries, by the first key of each. */
interface EntryList {
  letter: string;
  firsts: string[];
  layer: number;
}

interface RawDirectory {
  first: string;
  size: number[];
}

interface Directory {
  first: Float64Array;
  size: number[];
  letter: string;
  length: number;
}

interface PostingShard {
  names: Float64Array;
  ends: Uint32Array;
  bytes: Uint8Array;
  weight: number;
}

/** Where two characters stand with signs between them, and how far from each other. */
interface SpanList {
  at: Uint32Array;
  over: Uint32Array;
}

type NumberEntry = [key: string, number: string, page: number];
type DayEntry = [day: string, page: number];
type NameEntry = [text: string, reading: string, count: number, after?: string];
type DoorEntry = [key: string, tag: string, title: string, note: string, url: string];

interface SearchIndex {
  alphabet: Set<string>;
  syllables: Set<string>;
  pages: number;
  pagesOf(positions: Uint32Array, length: number): Hits;
  positions(first: string, second: string): Promise<Uint32Array>;
  spans(first: string, second: string): Promise<SpanList>;
  price(first: string, second: string): number;
  single(character: string): Promise<Hits>;
  page(page: number): Promise<ReadPage>;
  writingsOf(chars: string[]): Promise<string[][]>;
  syllablesOf(chars: string[]): Promise<string[]>;
  numbersFrom(start: string): Promise<NumberEntry[]>;
  daysFrom(start: string): Promise<DayEntry[]>;
  namesFrom(start: string): Promise<NameEntry[]>;
  doorsFrom(start: string): Promise<DoorEntry[]>;
}

interface Names {
  termsOf(text: string, index: SearchIndex): Promise<Term[]>;
  alike(text: string, index: SearchIndex): Promise<(Term & Suggestion)[]>;
  wholeParts(chars: string[], index: SearchIndex): Promise<Range2[]>;
}

interface Leads {
  lists(text: string): Promise<Lead | null>[];
  places(text: string, run: Run): Promise<Lead & { doors: Door[] }>;
}

type FacetName = "gazette" | "issuer" | "kind" | "year" | "column";
type Chosen = Record<FacetName, Set<string>>;
type FacetCounts = Record<FacetName, Map<string, number>>;
type ShowFacets = (counts: FacetCounts, chosen: Chosen) => void;

interface Facets {
  /** The values of a facet that a page has. */
  of(facet: FacetName, page: number): string[];
}

interface Sifted {
  kept: ShownEntry[];
  counts: FacetCounts;
  /** How many pages each facet alone keeps out. */
  without: Record<FacetName, number>;
}

interface SearchParts {
  merged(ranges: Range2[]): Range2[];
  appendMarked(parent: HTMLElement, text: string, ranges: Range2[]): void;
  rangesIn(text: string, found: Found): Range2[];
  wanted(words: Word[]): Word[];
  typed(words: Word[]): string;
  pageAddress(url: string, found: Found, anchor: string, isPlain?: boolean): string;
  doorAddress(door: Door): string;
  searchAddress(text: string): string;
  facts(page: Described): string[];
  labelOf(hit: Piece): string;
  hitsBesideTitle(page: Described): Piece[];
  counted(found: Found): string;
  quoted(texts: string[]): string;
  cutSaid(answer: Answer): string;
  unheldSaid(answer: Answer): string;
  readAs(found: Found): string;
  howRead(answer: Answer): string;
  sum(answer: Answer): string;
  isComposing(event: KeyboardEvent): boolean;
}
