"""Files become drafts; each value says where it comes from, each failure what to do."""

import codecs
import json
from datetime import date
from pathlib import Path

import pytest

from corpus import text_files
from corpus.article import BasedOn, Draft, Origin
from corpus.errors import BadMetadata, UnreadableFile
from corpus.metadata import Metadata
from corpus.readers import Failure, read_path

TEXT = "The harbour was closed on Monday.\n\nNobody was hurt."


def only_draft(path: Path, *, given: Metadata | None = None) -> Draft:
    (read,) = read_path(path, given=given)
    assert isinstance(read, Draft), read
    return read


def only_failure(path: Path, *, given: Metadata | None = None) -> Failure:
    (read,) = read_path(path, given=given)
    assert isinstance(read, Failure), read
    return read


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_front_matter_gives_the_metadata_and_the_rest_is_the_text(tmp_path: Path) -> None:
    front = (
        "---\ntitle: Ferry aground\nsource: Harbour Post\ndate: 2025-02-18\nauthor: Jane Doe\n"
        "based_on: RFI, 2025-02-17\ntags: [sea]\n---\n\n"
    )
    draft = only_draft(written(tmp_path / "a.md", front + TEXT))
    assert (draft.text, draft.headline, draft.outlet) == (TEXT, "Ferry aground", "Harbour Post")
    assert (draft.author, draft.published_at) == ("Jane Doe", date(2025, 2, 18))
    assert draft.based_on == BasedOn(outlet="RFI", published_at=date(2025, 2, 17))
    assert set(draft.origins.values()) == {Origin.FILE}


def test_flags_go_before_the_list_and_the_list_before_file_and_text(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.md",
        f"---\nheadline: of file\noutlet: of file\nauthor: of file\n---\n# of text\n\n{TEXT}",
    )
    written(tmp_path / "metadata.csv", "file,headline,outlet,published_at\na.md,of list,of list,\n")
    draft = only_draft(path, given=Metadata(headline="of flag"))
    assert (draft.headline, draft.outlet, draft.author) == ("of flag", "of list", "of file")
    assert draft.origins == {
        "headline": Origin.USER,
        "outlet": Origin.USER,
        "author": Origin.FILE,
    }


def test_a_corrected_list_counts_at_the_next_reading(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT)
    assert only_draft(path).outlet is None
    written(tmp_path / "metadata.csv", "file,outlet\na.txt,RFI\n")
    assert only_draft(path).outlet == "RFI"
    written(tmp_path / "metadata.csv", "file,outlet\na.txt,Kyiv Post\n")
    assert only_draft(path).outlet == "Kyiv Post"


def test_a_list_handed_in_is_used_in_place_of_the_one_beside(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT)
    (draft,) = read_path(path, listed={"a.txt": Metadata(outlet="RFI")})
    assert isinstance(draft, Draft)
    assert draft.outlet == "RFI"


def test_the_first_heading_is_the_headline_and_leaves_the_text(tmp_path: Path) -> None:
    draft = only_draft(written(tmp_path / "a.txt", f"# Ferry *aground*\n\n{TEXT}"))
    assert (draft.headline, draft.text) == ("Ferry aground", TEXT)
    assert draft.origins == {"headline": Origin.TEXT}


def test_without_a_headline_the_first_sentence_stands_in_and_says_so(tmp_path: Path) -> None:
    draft = only_draft(written(tmp_path / "a.txt", TEXT))
    assert draft.headline == "The harbour was closed on Monday."
    assert draft.origins == {"headline": Origin.STAND_IN}


def test_the_source_key_is_the_url_or_else_the_absolute_path(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT)
    assert only_draft(path).source_key == path.resolve().as_posix()
    assert only_draft(path, given=Metadata(url="https://a.org")).source_key == "https://a.org"


def test_the_original_bytes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfOne sentence.\r\n")
    draft = only_draft(path)
    assert (draft.text, draft.original) == ("One sentence.", b"\xef\xbb\xbfOne sentence.\r\n")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_with_a_byte_order_mark_is_read(tmp_path: Path, mark: bytes) -> None:
    codec = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    (tmp_path / "a.txt").write_bytes(mark + "Élysée was closed.".encode(codec))
    assert only_draft(tmp_path / "a.txt").text == "Élysée was closed."


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"", "a.txt is empty. Fill it or leave it out.", id="empty"),
        pytest.param(b" \n", "a.txt is empty. Fill it or leave it out.", id="blank"),
        pytest.param(b"ab\0cd", "is not text: it has a zero byte at offset 2.", id="zero-byte"),
        pytest.param(b"\x01\x02\x03", "is not text: it has 3 control bytes.", id="controls"),
        pytest.param(b"caf\xe9 closed", "is not UTF-8 text: byte 0xe9 at offset 3.", id="latin-1"),
        pytest.param(b"\xff\xfea", "is none at byte offset 2. Save it as UTF-8.", id="half-utf-16"),
        pytest.param(b"# Headline", "holds no article: nothing is left", id="only-a-heading"),
    ],
)
def test_a_file_that_is_no_article_says_why(tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    failure = only_failure(tmp_path / "a.txt")
    assert isinstance(failure.error, UnreadableFile)
    assert failure.path == str(tmp_path / "a.txt")
    assert message in failure.reason


def test_a_file_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    assert "cannot be opened: No such file" in only_failure(tmp_path / "a.txt").reason
    assert "cannot be opened: No such file" in only_failure(tmp_path / "a.jsonl").reason


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "LARGEST_FILE_BYTES", 10)
    failure = only_failure(written(tmp_path / "a.txt", "x" * 11))
    assert "has 11 bytes; one article has at most 10." in failure.reason


def test_an_impossible_date_in_front_matter_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path / "a.md", f"---\ntitle: A\npublished_at: 2023-13-01\n---\n{TEXT}")
    assert only_failure(path).reason == (
        f"{path}:3: published_at '2023-13-01' is not an ISO 8601 date. Correct the line or drop it."
    )


def test_front_matter_that_is_not_yaml_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path / "a.md", f"---\noutlet: RFI\ntitle: EU: no\n---\n{TEXT}")
    failure = only_failure(path)
    assert isinstance(failure.error, BadMetadata)
    assert failure.reason.startswith(f"{path}:3: front matter is not YAML from this line on")


def test_front_matter_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.md", f"---\ntitle: {'[' * 3_000}\n---\n{TEXT}")
    assert only_failure(path).reason.startswith(f"{path}:1: front matter is not YAML")


@pytest.mark.parametrize("rules", ["---\n", "---\nA quiet day it was.\n---\n"])
def test_rules_at_the_top_are_not_front_matter(tmp_path: Path, rules: str) -> None:
    draft = only_draft(written(tmp_path / "a.md", rules + TEXT))
    assert draft.text.endswith(TEXT)


def test_a_wrong_list_fails_the_files_beside_it(tmp_path: Path) -> None:
    written(tmp_path / "metadata.csv", "file,editor\n")
    failure = only_failure(written(tmp_path / "a.txt", TEXT))
    assert "metadata.csv:1: unknown column 'editor'" in failure.reason


def test_each_row_of_a_jsonl_file_is_an_article(tmp_path: Path) -> None:
    rows = [
        {"title": "A", "text": TEXT, "source": "x.org", "publish_date": "2023/12/31"},
        {"headline": "B", "body": TEXT, "url": "https://b.org"},
    ]
    path = written(tmp_path / "a.jsonl", "\n\n".join(map(json.dumps, rows)))
    first, second = read_path(path)
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert (first.headline, first.outlet, first.published_at) == ("A", "x.org", date(2023, 12, 31))
    assert first.source_key == f"{path.resolve().as_posix()}#1"
    assert second.source_key == "https://b.org"
    assert first.origins["headline"] is Origin.FILE
    assert json.loads(first.original) == rows[0]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param(b"{not json}", r"is not JSON: Expecting property name", id="no-json"),
        pytest.param(b"[" * 100_000, r"is not JSON: it is nested too deeply", id="deep"),
        pytest.param(b"[1, 2]", r"is not a JSON object: \[1, 2\]", id="no-object"),
        pytest.param(
            b'{"title": "A"}', r"has no text\. Put it in a field text, body", id="no-text"
        ),
        pytest.param(b'{"text": 5}', r"has no text", id="text-is-a-number"),
        pytest.param(b'{"text": "\xe9"}', r"is not UTF-8 text: byte 0xe9 at offset 10", id="bytes"),
        pytest.param(b'{"text": "A.", "date": "2023-02-30"}', r"date '2023-02-30'", id="date"),
        pytest.param(b'{"text": "# A"}', r"holds no article", id="nothing-left"),
    ],
)
def test_a_failing_row_is_named_and_the_others_go_in(
    tmp_path: Path, row: bytes, message: str
) -> None:
    good = json.dumps({"text": TEXT}).encode()
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"\n".join([good, row, good]))
    first, failure, last = read_path(path)
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert isinstance(failure, Failure)
    assert failure.path == f"{path}:2"
    with pytest.raises(type(failure.error), match=message):
        raise failure.error


def test_half_a_surrogate_pair_does_not_break_the_id(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", '{"text": "A ferry \\ud83d sank.", "title": "A\\ud83d"}')
    draft = only_draft(path)
    assert (draft.text, draft.headline) == ("A ferry sank.", "A")
    assert draft.article_id.startswith("a")


@pytest.mark.parametrize("given", [Metadata(headline="A"), Metadata(url="https://a.org")])
def test_one_headline_or_url_for_many_rows_is_refused(tmp_path: Path, given: Metadata) -> None:
    path = written(tmp_path / "a.jsonl", '{"text": "A."}')
    assert "holds many articles" in only_failure(path, given=given).reason
