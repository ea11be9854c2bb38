-- 政府公报文库。行号指来源文本的行，从 1 起；日期为 ISO 写法；数组为 JSON。
CREATE TABLE documents (  -- 每个所印单元一行，同 documents.json
  id TEXT PRIMARY KEY, url TEXT, kind TEXT, title TEXT, doc_number TEXT, doc_key TEXT,
  issuers TEXT, addressees TEXT, date TEXT, published TEXT, printed TEXT,
  year TEXT,  -- 所在期的年份
  issue TEXT, "column" TEXT, print_page INTEGER, parent TEXT,
  file TEXT, first_line INTEGER, last_line INTEGER
);
CREATE TABLE blocks (  -- 正文，逐段；表格的 text 为各格所印文字
  n INTEGER PRIMARY KEY, document TEXT, anchor TEXT, role TEXT, level TEXT, depth INTEGER, number TEXT,
  text TEXT,
  styles TEXT,  -- 与其余不同的字符（删去的、上标），[start, end, style]
  first_line INTEGER, last_line INTEGER
);
CREATE TABLE tables (  -- tables.json 的主要各键
  id TEXT PRIMARY KEY, document TEXT, anchor TEXT, title TEXT, unit TEXT, columns TEXT, form INTEGER
);
CREATE TABLE cells (  -- 表身，合并的单元格在其所占的每一格中重复
  "table" TEXT, row INTEGER, "column" INTEGER, name TEXT, value TEXT,
  basis TEXT,  -- 不是逐格所印的，其依据
  PRIMARY KEY ("table", row, "column")
) WITHOUT ROWID;
CREATE TABLE citations (  -- citations.json 的主要各键
  document TEXT, anchor TEXT, text TEXT, doc_number TEXT, relation TEXT, target TEXT,
  stands_for TEXT,  -- 简称所代的文件
  instrument INTEGER, sentence TEXT, line INTEGER
);
CREATE TABLE duties (  -- duties.json 的主要各键，一项任务一个单位一行
  duty INTEGER,  -- 第几项任务，依 duties.json 的次序
  place INTEGER,  -- 这项任务的第几个单位
  document TEXT, anchor TEXT, item TEXT, name TEXT, unit TEXT, role TEXT, deadline TEXT, term TEXT, line INTEGER,
  PRIMARY KEY (duty, place)
);
CREATE TABLE targets (  -- targets.json 的主要各键，n 依其次序
  n INTEGER PRIMARY KEY,
  document TEXT, anchor TEXT, indicator TEXT, core TEXT, comparator TEXT, value TEXT, unit TEXT, year TEXT,
  scope TEXT, restated INTEGER, words TEXT, line INTEGER
);
CREATE TABLE states (  -- 各文件先后的状态，同 validity.json 的 stages；since 为空的，自始如此
  document TEXT, stated_in TEXT, name TEXT, doc_number TEXT, since TEXT, state TEXT, words TEXT,
  now INTEGER  -- 截至 as_of 是否为此状态
);
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);

-- 一段文字和它所在的文件。of_number 是它自己的文号，所印发的正文及其附件没有的，是印发它的公文的文号。
-- 两个字的词也查得到：SELECT url FROM passages WHERE instr(text, '早市')
CREATE VIEW passages AS
  SELECT d.id AS document, substr(d.url, 1, instr(d.url || '#', '#') - 1) || '#' || b.anchor AS url,
         d.title, d.doc_number, d.date, d.year, b.role, b.number, b.text,
         b.anchor, coalesce(d.doc_number, p.doc_number, g.doc_number) AS of_number
  FROM blocks b JOIN documents d ON d.id = b.document
       LEFT JOIN documents p ON p.id = d.parent LEFT JOIN documents g ON g.id = p.parent
  ORDER BY b.n;

-- 三个字以上的词，用索引快查：SELECT rowid FROM trigrams('"营商环境"')；少于三个字的，索引查不出，用 passages
CREATE VIRTUAL TABLE trigrams USING fts5(text, content='blocks', content_rowid='n', tokenize='trigram');
