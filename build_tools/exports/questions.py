"""Ten questions of those who use the data, each with its answer by jq and by SQL: the page of the data shows
them, and a test asks both ways and compares."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question: ``program`` asks jq over ``file``, ``sql`` the SQLite file; both give the same rows."""

    asked: str
    file: str
    program: str
    sql: str

    @property
    def options(self) -> str:
        """What jq is to be called with: lines are read together."""
        return "-sc" if self.file.endswith(".jsonl") else "-c"


QUESTIONS: tuple[Question, ...] = (
    Question(
        "藏医保〔2023〕33号印发的办法，第十五条是怎样写的（有几款的，每款一行）？",
        "text/*.jsonl",
        'INDEX(.id) as $all | .[] | select((.doc_number // $all[.parent // ""].doc_number)'
        ' == "藏医保〔2023〕33号") | .blocks[] | select(.anchor | test("^art-15(-|$)")) | [.text]',
        "SELECT text FROM passages WHERE of_number = '藏医保〔2023〕33号'\n"
        "AND (anchor = 'art-15' OR anchor GLOB 'art-15-*')",
    ),
    Question(
        "各发文机关发了多少件？",
        "documents.json",
        '[.[] | select(.kind == "notice") | .issuers[]] | group_by(.)[] | [.[0], length]',
        "SELECT i.value, count(*) FROM documents, json_each(issuers) i WHERE kind = 'notice'\n"
        "GROUP BY i.value ORDER BY i.value",
    ),
    Question(
        "哪些段落提到“草原”（两个字的词）？",
        "text/*.jsonl",
        '.[] | (.url | split("#")[0]) as $page | .blocks[] | select(.text | contains("草原"))'
        ' | [$page + "#" + .anchor]',
        "SELECT url FROM passages WHERE instr(text, '草原') AND role <> 'table'",
    ),
    Question(
        "“营商环境”在哪些文件里出现几段（三个字以上的词，用索引）？",
        "text/*.jsonl",
        '.[] | [.id, ([.blocks[] | select(.text | contains("营商环境"))] | length)] | select(.[1] > 0)',
        "SELECT b.document, count(*) FROM trigrams t JOIN blocks b ON b.n = t.rowid\n"
        "WHERE t.text MATCH '\"营商环境\"' AND b.role <> 'table' GROUP BY b.document ORDER BY min(b.n)",
    ),
    Question(
        "被引用五次以上的是哪些文件（简称算作它所代的文件，〈〉之中的不计）？",
        "citations.json",
        '[.[] | select(.instrument) | (.stands_for // .text) | select(startswith("《"))]'
        " | group_by(.)[] | [.[0], length] | select(.[1] >= 5)",
        "SELECT coalesce(stands_for, text) AS cited, count(*) FROM citations\n"
        "WHERE instrument AND cited LIKE '《%' GROUP BY cited HAVING count(*) >= 5 ORDER BY cited",
    ),
    Question(
        "库中文件之间，谁印发、根据、转发、解读了谁？",
        "citations.json",
        '[.[] | select(.target and .relation != "mentions") | [.document, .relation, .target]] | unique[]',
        "SELECT DISTINCT document, relation, target FROM citations\n"
        "WHERE target IS NOT NULL AND relation <> 'mentions' ORDER BY document, relation, target",
    ),
    Question(
        "2025年1月1日有效或者试行的是哪些文件，自哪一天起（文中没有写明的不在其中）？",
        "validity.json",
        '"2025-01-01" as $day | .[] | select(.document)'
        ' | [.document, ([.stages[] | select((.from // "") <= $day)] | last)]'
        ' | select(.[1].state == "in-force" or .[1].state == "trial")'
        ' | [.[0], .[1].from // "", .[1].state]',
        "SELECT document, max(coalesce(since, '')), state FROM states\n"
        "WHERE coalesce(since, '') <= '2025-01-01' AND document IS NOT NULL\n"
        "GROUP BY document HAVING state IN ('in-force', 'trial')",
    ),
    Question(
        "哪些单位牵头的任务在十项以上？",
        "duties.json",
        '[.[] | .units[] | select(.role == "lead") | .unit // .name] | group_by(.)[] | [.[0], length]'
        " | select(.[1] >= 10)",
        "SELECT coalesce(unit, name) AS office, count(*) FROM duties WHERE role = 'lead'\n"
        "GROUP BY office HAVING count(*) >= 10 ORDER BY office",
    ),
    Question(
        "到2025年要达到的指标有哪些？",
        "targets.json",
        '.[] | select(.year == "2025" and (.restated | not)) | [.core, .comparator, .value, .unit]',
        "SELECT core, comparator, value, unit FROM targets WHERE year = '2025' AND NOT restated",
    ),
    Question(
        "哪些表格有“指标”一栏，各有几行？",
        "tables.json",
        '.[] | select(.columns | any(contains("指标"))) | [.id, (.rows | length)]',
        "SELECT \"table\", count(DISTINCT row) FROM cells WHERE instr(name, '指标')\n"
        'GROUP BY "table" ORDER BY (SELECT rowid FROM tables WHERE id = "table")',
    ),
)
