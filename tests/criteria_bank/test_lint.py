"""What lint says of faulty files. Each case breaks the example of docs/units.md in one place, marked ``HERE``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria_bank.lint import examine_content, lint
from criteria_bank.loader import default_unit_id, unit_path
from criteria_bank.rules import RULES
from criteria_bank.schema import Unit
from criteria_bank.source import parse

Write = Callable[[str | bytes], Path]


class Case(NamedTuple):
    """``old`` is replaced by ``new`` once; lint then names the line that holds HERE."""

    old: str
    new: str
    message: str
    remedy: str


SYNTAX = {
    "colon in plain text": Case(
        "title: Greet visitors", "title: Greet: visitors # HERE", "mapping values are not allowed", "quotes"
    ),
    "tab": Case("    level: 2", "\tlevel: 2 # HERE", "not valid YAML", "spaces, not tabs"),
    "open quote": Case(
        'and a person decides."',
        "and a person decides. # HERE",
        "not valid YAML",
        "Close the quotation mark",
    ),
    "python object": Case(
        "overview: []", "overview: !!python/name:os.system '' # HERE", "constructor", "starts with '!'"
    ),
    "alias": Case("overview: []", "overview: [*other] # HERE", "undefined alias", "quotes"),
    "two documents": Case("overview: []", "--- # HERE\noverview: []", "another document", "one unit in a file"),
    "duplicate key": Case("overview: []", "title: Again # HERE\noverview: []", "already stands on line 3", "Keep one"),
    "duplicate key deep inside": Case(
        "    level: 2", "    level: 2\n    title: Again # HERE", "'title' already stands", "start it with '- '"
    ),
}
SCHEMA = {
    "misspelt key": Case(
        "    strength: You say", "    stregnth: # HERE\n          You say", "'stregnth'", "Did you mean 'strength'?"
    ),
    "unknown key": Case("overview: []", "overview: []\nxyzzy: 1 # HERE", "'xyzzy' is not a key", "Remove it"),
    "missing key": Case("  - id: TIP1\n    text: Tell", "  - id: TIP1 # HERE\n    # Tell", "'text' is missing", "Add"),
    "number for text": Case("title: Greet visitors", "title: 12 # HERE", "should be text", "in quotes"),
    "empty text": Case("title: Greet visitors", "title: ' ' # HERE", "'title' is empty", "Write the text"),
    "text for a list": Case("overview: []", "overview: words # HERE", "should be a list", "'- '"),
    "list for keys": Case("requires: {partial: 1, met: 2}", "requires: [1] # HERE", "keys of its own", "indented"),
    "text for a number": Case("level: 2", "level: two # HERE", "whole number", "digits"),
    "number too large": Case("level: 2", "level: 9 # HERE", "too large", "8 or less"),
    "number too small": Case("partial: 1, met: 2}", "partial: 0, met: 2} # HERE", "too small", "1 or more"),
    "yes for true": Case("reflective: false", "reflective: maybe # HERE", "true or false", "without quotes"),
    "unknown slot": Case("slot: depth", "slot: deep # HERE", "not one of", "'depth'"),
    "unknown severity": Case("severity: must_fix", "severity: urgent # HERE", "not one of", "'must_fix'"),
    "bad id": Case("id: 1.words", "id: 1 words # HERE", "not spelt", "letters, digits"),
    "bad version": Case("version: 1.0.0", "version: first # HERE", "not spelt", "like 1.0.0"),
    "too few examples": Case(
        "examples:\n      - I say the same sentence to every visitor.\n", "examples: # HERE\n", "too few", "at least 2"
    ),
    "unknown detector": Case(
        "detector: parts", "detector: party # HERE", "a kind that is not known", "'parts', 'terms'"
    ),
    "no detector": Case(
        "- id: one_visitor\n    label: one visitor you remember\n    cites: [TIP1]\n    detector: parts",
        "- id: one_visitor # HERE\n    label: one visitor you remember\n    cites: [TIP1]",
        "what kind it is",
        "Add 'detector'",
    ),
    "key of another detector": Case(
        "mistake: same_for_all\n    instead",
        "forms: [ac] # HERE\n    mistake: same_for_all\n    instead",
        "'forms'",
        "remove",
    ),
    "unknown sign": Case("labels: [1.words]}", "signs: [fingers]} # HERE", "not one of", "'two_figures'"),
}
RULE = {
    "repeated element": Case("id: 1.reason", "id: 1.words # HERE", "'1.words' is used twice", "its own id"),
    "repeated flag": Case(
        "id: visitor_book\n    severity", "id: same_for_all # HERE\n    severity", "twice", "its own"
    ),
    "repeated term": Case(
        "stages:",
        "  - term: visitor # HERE\n    definition: Again.\nstages:",
        "'visitor' is used twice",
        "its own term",
    ),
    "unknown outcome": Case("outcome: LO1", "outcome: LO7 # HERE", "'LO7'", "Use one of: LO1"),
    "unknown tip": Case("guidance: [TIP1]", "guidance: [TIP9, TIP1] # HERE", "'TIP9'", "Use one of: TIP1"),
    "unknown flag": Case("flag: same_for_all", "flag: other # HERE", "'other'", "same_for_all, visitor_book"),
    "unknown mistake": Case("mistake: same_for_all", "mistake: other # HERE", "'other'", "Use one of: same_for_all"),
    "unknown constraint": Case(
        "constraints_overlooked: [visitor_book]", "constraints_overlooked: [badge] # HERE", "'badge'", "visitor_book"
    ),
    "unknown element": Case(
        "applies_with_words: [badge, upstairs]", "applies_with_elements: [2.badge] # HERE", "'2.badge'", "1.reason"
    ),
    "unused tip": Case(
        "depth:\n", "  - id: TIP2 # HERE\n    text: Unused.\ndepth:\n", "refers to the tip 'TIP2'", "List it"
    ),
    "more elements asked than there are": Case("met: 2}", "met: 3} # HERE", "asks for 3 elements and has 2", "Lower"),
    "partial above met": Case("{partial: 1, met: 2}", "{partial: 2, met: 1} # HERE", "to be partial", "no larger"),
    "example shared by elements": Case(
        "I came round the desk, as she could not have seen me over it from her chair.",
        "I said good morning and that Ms Cole would be down in two minutes. # HERE",
        "already stands under '1.words'",
        "of its own",
    ),
    "example repeated as counter-example": Case(
        "- I came round the desk, as she could not have seen me over it from her chair.",
        "- It was a suitable greeting. # HERE",
        "among its counter-examples",
        "one of the two",
    ),
    "no trigger": Case("mistake: same_for_all", "depth: null", "0 triggers", "exactly one"),
    "two triggers": Case("mistake: same_for_all", "mistake: same_for_all\n    depth: mixed", "2 triggers", "exactly"),
    "no question": Case("visitors differ?", "visitors differ. # HERE", "question mark", "end with '?'"),
    "unknown name": Case('"Found: {found}."', '"Found {tip}." # HERE', "cannot fill in '{tip}'", "{label}, {found}"),
    "attribute of a name": Case('"Found: {found}."', '"{found.upper}" # HERE', "'{found.upper}'", "knows only"),
    "position for a name": Case('"Found: {found}."', '"Found: {}." # HERE', "cannot fill in '{}'", "knows only"),
    "name inside a format": Case(
        '"Found: {found}."', '"Found: {found:{width}}." # HERE', "'{found:{width}}'", "knows only"
    ),
    "open brace": Case('"Found: {found}."', '"Found: {found." # HERE', "do not pair up", "Close every '{'"),
    "bounds crossed": Case("descriptive_below: 0.25", "descriptive_below: 0.6 # HERE", "larger", "smaller of the two"),
    "no reflective stage": Case("reflective: true", "reflective: false", "all reflective, or none", "reflective: true"),
    "reflective without content": Case(
        "    reflective: true\n", "    reflective: true\n    content: false\n", "has no content", "Change"
    ),
    "unknown name in a comparison": Case(
        '"New sentences: {added}."', '"New: {fresh}." # HERE', "cannot fill in '{fresh}'", "{added}, {removed}"
    ),
    "open brace in a comparison": Case(
        '"New sentences: {added}."', '"New: {added" # HERE', "do not pair up", "Close every"
    ),
    "unknown fact in a comparison": Case(
        "when: {changed: 0}", "when: {mood: good} # HERE", "has no fact 'mood'", "policy, related"
    ),
    "unknown fact": Case("when: {status: met}", "when: {mood: good} # HERE", "has no fact 'mood'", "status, found"),
    "message that is never said": Case(
        "when: {place: true}", "when: {place: true, state: tip}", "'next_step_at' can never be said", "Loosen"
    ),
    "situation without a message": Case(
        "slot: depth", "slot: depth\n      when: {level: 9}", "nothing to say", "End the"
    ),
    "repeated message": Case("id: point_open", "id: point_met # HERE", "'point_met' is used twice", "its own id"),
    "unknown element to come after": Case(
        "question: Why did you", "after: [2.other] # HERE\n        question: Why did you", "'2.other'", "Use one of"
    ),
    "general tip without a question": Case(
        "few_words: 50", "general_tips: [TIP1] # HERE\n  few_words: 50", "'TIP1' has no question", "Give it one"
    ),
    "unknown name in a comment": Case(
        "feedback:\n", 'annotation: {tip: "{hint}"} # HERE\nfeedback:\n', "'tip' cannot fill in '{hint}'", "only: {tip}"
    ),
    "open brace in a comment": Case(
        "feedback:\n", 'annotation: {tip: "{tip"} # HERE\nfeedback:\n', "braces of 'tip'", "Close every '{'"
    ),
    "capitals in a trigger word": Case("[badge,", "[Badge, # HERE\n", "'Badge' has capitals", "Write 'badge'"),
    "two hints for one condition": Case("when: hearsay", "when: general # HERE", "'general' is used twice", "Keep one"),
    "unknown name in a hint": Case("Who said it?", '"{who}?" # HERE', "cannot fill in '{who}'", "only: no names"),
    "open brace in a hint": Case("Who said it?", '"{who?" # HERE', "hint 'somebody' do not pair up", "Close every"),
    "unknown event": Case(
        "event_elements: [1.words]",
        "event_elements: [1.deeds] # HERE",
        "'1.deeds' is not an id of an element",
        "1.reason, 1.words",
    ),
    "shares out of order": Case(
        "at_least: 0.0,", "at_least: 0.9, # HERE\n     ", "not below the one before", "Order the"
    ),
    "unknown citation": Case("cites: [TIP1]", "cites: [TIP1, TIP7] # HERE", "'TIP7'", "Use one of: CM1, TIP1"),
    "unknown label": Case(
        "labels: [1.words]}", "labels: [1.wrods]} # HERE", "'1.wrods'", "Use one of: 1.reason, 1.words"
    ),
    "unknown stage": Case(
        "stages: [thinking], words: [because, so that]}",
        "stages: [thoughts]} # HERE",
        "'thoughts'",
        "telling, thinking",
    ),
    "check of an unknown mistake": Case(
        "mistake: same_for_all\n    instead",
        "mistake: other # HERE\n    instead",
        "'other'",
        "Use one of: same_for_all",
    ),
    "repeated check": Case(
        "id: fits_the_visitor", "id: one_visitor # HERE", "'one_visitor' is used twice", "its own id"
    ),
    "unchecked mistake": Case("cites: [CM1]", "cites: [TIP1]", "No check cites 'CM1'", "Add it to 'cites'"),
    "check of both kinds": Case("cites: [CM1]", "cites: [CM1, TIP1] # HERE", "both tips and mistakes", "two checks"),
    "more parts needed than there are": Case("needed: 2", "needed: 3 # HERE", "needs 3 parts and has 2", "Lower"),
    "nothing to look for": Case(
        "{label: what you said, labels: [1.words]}", "{label: what you said} # HERE", "nothing to look for", "'labels'"
    ),
    "unknown name in a check": Case(
        '"Here already: {found}.', '"Here already: {label}. # HERE', "cannot fill in '{label}'", "{found}, {missing}"
    ),
    "name of the file": Case("id: greeting-visitors", "id: greeting # HERE", "file's name", "Name the file"),
}


@pytest.mark.parametrize("case", [*SYNTAX.values(), *SCHEMA.values(), *RULE.values()], ids=[*SYNTAX, *SCHEMA, *RULE])
def test_a_fault_is_named_with_its_line_and_remedy(case: Case, example: str, write: Write) -> None:
    assert case.old in example
    text = example.replace(case.old, case.new, 1)
    path = write(text)
    faults = lint(path)
    matching = [fault for fault in faults if case.message in fault.message]
    assert len(matching) == 1, faults
    fault = matching[0]
    assert case.remedy in fault.remedy
    assert fault.file == str(path)
    if "HERE" in case.new:
        assert "HERE" in text.splitlines()[fault.line - 1]
    assert str(fault).startswith(f"{path}:{fault.line}: ")


def test_the_example_and_the_shipped_unit_have_no_faults(example: str, write: Write) -> None:
    assert lint(write(example)) == ()
    assert lint(str(unit_path(default_unit_id()))) == ()


# Twenty lines, each twice the one before it: a million parts, were they written out.
_LAUGHS = b"".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n".encode() for i in range(20))


@pytest.mark.parametrize(
    ("content", "line", "message", "remedy"),
    [
        (b"", 1, "The file is empty", "Start it with"),
        (b"# only a comment\n", 1, "The file is empty", "Start it with"),
        (b"id: a\ntitle: caf\xe9\n", 2, "not UTF-8", "UTF-8"),
        (b"id: a\ntitle: \x07\n", 2, "control characters", "invisible character"),
        (b"- one\n- two\n", 1, "keys of its own", "key: value"),
        (b"just words\n", 1, "keys of its own", "key: value"),
        (b"id: a\nall: &a [*a]\n", 2, "within what it repeats", "Write out"),
        (b"a: &a [x, x]\n" + _LAUGHS, 15, "far more than a unit holds", "Write out what the aliases"),
        (b"overview:\n" + b"- x\n" * 60_000, 49_998, "far more than a unit holds", "Write out"),
        (b"id: a\nlevel: !!int one\n", 2, "not of the kind that it says", "'!!'"),
        (b"level: " + b"9" * 5000, 1, "not of the kind that it says", "in quotes"),
        (b"id: a\n" * 200_000, 1, "larger than 1 MiB", "right file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "no text", "ends in .yaml"),
        ("id: a".encode("utf-16"), 1, "UTF-16", "UTF-8"),
        (b"? [a]\n: b\n", 1, "not valid YAML", "Check"),
        (b"[" * 50_000, 1, "too many levels", "six levels"),
        (b"- " * 50_000, 1, "too many levels", "six levels"),
    ],
)
def test_files_that_are_no_unit_at_all(content: bytes, line: int, message: str, remedy: str, write: Write) -> None:
    faults = lint(write(content))
    assert message in faults[0].message
    assert remedy in faults[0].remedy
    assert faults[0].line == line


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"id: a\ntitle: caf\xe9\n", 2, 11),
        (b"\xef\xbb\xbfid: a\ntitle: caf\xe9\n", 2, 11),
        (b"id: \xc3\xa9\x07\n", 1, 6),
        (b"id: a\ntitle: b: c\n", 2, 9),
        (b"id: a\ntitle: 'b\n\n\n", 2, 8),
        (b"id: a\nqualifications:\n  - level: two\n", 3, 5),
    ],
)
def test_a_fault_names_the_column_too(content: bytes, line: int, column: int) -> None:
    faults = examine_content(content, "pasted", stem=None).faults
    assert (line, column) in [(fault.line, fault.column) for fault in faults]


def test_what_has_no_file_yet_may_have_any_id(example: str) -> None:
    examined = examine_content(example.encode(), "pasted", stem=None)
    assert examined.unit
    assert examined.unit.id == "greeting-visitors"
    (fault,) = examine_content(example.encode(), "pasted", stem="visitors").faults
    assert "Name the file" in fault.remedy


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_nothing_that_a_file_may_hold_raises(data: st.DataObject) -> None:
    ours = bytearray(unit_path(default_unit_id()).read_bytes()[:6000])
    for _ in range(data.draw(st.integers(1, 30))):
        ours[data.draw(st.integers(0, len(ours) - 1))] = data.draw(st.integers(0, 255))
    for fault in examine_content(bytes(ours), "pasted", stem=None).faults:
        assert fault.line >= 1
        assert fault.column >= 1
        assert str(fault).encode()


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        (fault,) = lint(path)
        assert "cannot be opened" in fault.message


def test_a_file_of_a_windows_editor_is_read(example: str, write: Write) -> None:
    assert lint(write(b"\xef\xbb\xbf" + example.replace("\n", "\r\n").encode())) == ()


def test_faults_come_in_the_order_of_their_lines(example: str, write: Write) -> None:
    text = example.replace("level: 2", "level: 9").replace("severity: must_fix", "severity: urgent")
    lines = [fault.line for fault in lint(write(text.replace("title: Greet", "titel: Greet")))]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_a_fault_within_a_list_does_not_make_it_too_short(example: str, write: Write) -> None:
    (fault,) = lint(write(example.replace("level: 2", "level: 9")))
    assert "too large" in fault.message


def test_every_rule_is_exercised(example: str, write: Write) -> None:
    """Each rule of `RULES` finds something in one of the cases above."""
    units = [Unit.model_validate(parse(example.replace(case.old, case.new, 1)).data) for case in RULE.values()]
    assert [rule.__name__ for rule in RULES if not any(list(rule(unit)) for unit in units)] == []
    assert lint(write(example)) == ()
