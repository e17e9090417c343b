from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import LabelledSentence
from nlp.corpus.reader import read_accounts, read_corpus
from nlp.errors import CorpusError

Write = Callable[..., Path]


def test_an_account_is_read_with_everything_that_was_said_about_it(write: Write, well_formed: str, unit: Unit) -> None:
    account, _ = read_accounts(write(well_formed), unit)

    assert (account.id, account.sector, account.level, account.form) == ("garden-01", "garden centres", 3, "log")
    assert (account.file, account.kind) == ("garden.acc", "ordered")
    assert account.decisions["MP1"] == "partial"
    assert list(account.decisions) == [point.id for point in unit.marking_points]
    assert account.depth == "descriptive"
    assert account.flags == ("descriptive", "politeness")
    assert account.personal_data == ("Orla Fenwick", "07700 900 555")
    assert account.sentence_paragraphs == (0, 0, 1)
    assert account.sentences[2] == LabelledSentence(
        "A smile is all a regular needs.", "evaluation", mistakes=("politeness",)
    )


def test_none_means_no_flags_and_no_personal_data(write: Write, well_formed: str, unit: Unit) -> None:
    _, account = read_accounts(write(well_formed), unit)

    assert (account.flags, account.personal_data) == ((), ())
    assert account.sentences[0].constraints == ("data_protection", "records")


def test_files_that_start_with_inbox_are_of_the_inbox_kind(write: Write, well_formed: str, unit: Unit) -> None:
    accounts = read_accounts(write(well_formed, "inbox_7.acc"), unit)

    assert {account.kind for account in accounts} == {"inbox"}


def test_line_endings_of_windows_make_no_difference(write: Write, well_formed: str, unit: Unit) -> None:
    expected = read_accounts(write(well_formed), unit)

    assert read_accounts(write(well_formed.replace("\n", "\r\n")), unit) == expected


def test_a_sentence_may_hold_the_bar_and_the_semicolon(write: Write, well_formed: str, unit: Unit) -> None:
    text = well_formed.replace("I look after", "He wrote 'yes || no; maybe' and I look after")

    account, _ = read_accounts(write(text), unit)

    assert account.sentences[0].text.startswith("He wrote 'yes || no; maybe'")


def test_labels_are_those_of_the_unit(write: Write, well_formed: str, unit: Unit) -> None:
    without = unit.model_copy(update={"mistakes": tuple(m for m in unit.mistakes if m.id != "politeness")})

    with pytest.raises(
        CorpusError, match=r"garden.acc:9: 'politeness' is no known mistake\. Use one of: transactional"
    ):
        read_accounts(write(well_formed), without)


def test_an_empty_file_holds_no_accounts(write: Write, unit: Unit) -> None:
    assert read_accounts(write("# nothing yet\n"), unit) == []


@pytest.mark.parametrize(
    "case",
    [
        ("# Garden", "Garden", r":1: There is text before the first account\."),
        (" | form=log", "", r":3: The header is not complete\. Write '@ NAME \| sector=… \| level=… \| form=…'\."),
        ("sector=garden centres | level=3", "sector= | level=3", r":3: The header is not complete\."),
        ("form=log", "form=log | form=log", r":3: The header is not complete\."),
        ("form=log", "form=letter", r":3: 'letter' is no known form\. Use one of: account, log"),
        ("level=3", "level=three", r":3: 'three' is no known level\. Use one of: 3, 4\."),
        ("MP1:partial", "MP1:nearly", r":4: 'nearly' is no known decision\. Use one of: met, partial, not\."),
        ("MP1:partial", "MP9:partial", r":4: 'MP9' is neither a marking point nor a field\. Use one of: MP1"),
        ("MP1:partial", "MP2:partial", r":4: MP2 is given twice\."),
        ("MP1:partial ", "", r":3: The account lacks MP1\."),
        ("depth:descriptive | ", "", r":3: The account lacks depth\."),
        (
            "depth:descriptive",
            "depth:deep",
            r":5: 'deep' is no known depth\. Use one of: descriptive, mixed, analytical",
        ),
        ("flags:descriptive,politeness", "flags:rude", r":5: 'rude' is no known flag\."),
        ("flags:descriptive,politeness", "flags:descriptive,descriptive", r":5: The same flag is given twice\."),
        ("Orla Fenwick;", "Orla Renwick;", r":5: A string of personal data is not in the text\."),
        (" || description\n", "\n", r":6: The line is no labelled sentence\."),
        ("I look after the returns desk at a garden centre.", "", r":6: The line is no labelled sentence\."),
        ("|| description\n", "|| desc\n", r":6: 'desc' is no known stage\. Use one of: description, feelings"),
        ("6.cues", "6.clues", r":7: '6.clues' is no known element\."),
        ("6.cues", "3.interaction", r":7: The same element is given twice\."),
        ("; ; ; politeness", "; ; records rules", r":9: 'rules' is no known constraint\."),
        ("; ; ; politeness", "; ; ; ; politeness", r":9: There are more than four parts of labels\."),
        ("@ garden-02", "@ garden-01", r":11: A second account is called 'garden-01'\. Give each account"),
    ],
)
def test_a_fault_is_named_with_its_line_and_what_to_do(
    write: Write, well_formed: str, unit: Unit, case: tuple[str, str, str]
) -> None:
    find, put, fault = case
    assert find in well_formed

    with pytest.raises(CorpusError, match=r"garden\.acc" + fault):
        read_accounts(write(well_formed.replace(find, put, 1)), unit)


def test_an_account_without_sentences_is_refused(write: Write, well_formed: str, unit: Unit) -> None:
    head = "\n".join(well_formed.splitlines()[:5])

    with pytest.raises(CorpusError, match=r"garden\.acc:3: The account has no sentences\."):
        read_accounts(write(head), unit)


def test_messages_hold_nothing_of_the_account(write: Write, well_formed: str, unit: Unit) -> None:
    path = write(well_formed.replace(" || description\n", "\n", 1))

    with pytest.raises(CorpusError) as caught:
        read_accounts(path, unit)

    assert "returns desk" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path, unit: Unit) -> None:
    with pytest.raises(CorpusError, match=r"nowhere\.acc cannot be read \(No such file or directory\)\. Check"):
        read_accounts(tmp_path / "nowhere.acc", unit)


def test_another_encoding_is_refused(tmp_path: Path, unit: Unit) -> None:
    path = tmp_path / "latin.acc"
    path.write_bytes("# Café\n".encode("latin-1"))

    with pytest.raises(CorpusError, match=r"latin\.acc is not UTF-8 text\. Save it in that encoding\."):
        read_accounts(path, unit)


def test_a_corpus_is_all_its_files_in_the_order_of_their_names(write: Write, well_formed: str, unit: Unit) -> None:
    write(well_formed.replace("garden-", "shed-"), "sheds.acc")
    folder = write(well_formed, "gardens.acc").parent

    assert [account.id for account in read_corpus(folder, unit)] == ["garden-01", "garden-02", "shed-01", "shed-02"]


def test_a_folder_without_accounts_is_refused(tmp_path: Path, unit: Unit) -> None:
    with pytest.raises(CorpusError, match=r"holds no labelled accounts\. Name a folder with \.acc files\."):
        read_corpus(tmp_path, unit)


def test_two_files_may_not_share_an_account(write: Write, well_formed: str, unit: Unit) -> None:
    write(well_formed, "first.acc")
    folder = write(well_formed, "second.acc").parent

    with pytest.raises(CorpusError, match=r"two accounts are called 'garden-01' \(first\.acc, second\.acc\)\. Rename"):
        read_corpus(folder, unit)
