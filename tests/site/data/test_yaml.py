"""YAML: which entries there are, and the file without some of them, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from privacyctl.errors import BadInput, Refused
from privacyctl.site.data import yaml_text

CALM = """\
# What customers say
- name: Ann L.   # the first
  # asked not to be called Ann
  quote: |
    Great tool,

    saved us weeks.

# Bo came later
- name: "Bo: Smith"
  quote: 'yes'

# Cy
- name: Cy
  tags: [1, 2]
# end
"""


@pytest.fixture(params=[yaml.SafeLoader, yaml.CSafeLoader], ids=["pure", "libyaml"], autouse=True)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML may have been built without libyaml; the marks must be the same."""
    monkeypatch.setattr(yaml_text, "_LOADER", request.param)


def test_the_first_entry_goes_with_the_comments_above_and_inside_and_the_blank_line_below(site: Any) -> None:
    after = """\
# Bo came later
- name: "Bo: Smith"
  quote: 'yes'

# Cy
- name: Cy
  tags: [1, 2]
# end
"""
    assert site.cut("t.yaml", CALM, "1") == after


def test_a_comment_right_above_an_entry_goes_with_it(site: Any) -> None:
    gone = """# Bo came later\n- name: "Bo: Smith"\n  quote: 'yes'\n\n"""

    assert site.cut("t.yaml", CALM, "2") == CALM.replace(gone, "")


def test_a_comment_after_the_last_entry_stays(site: Any) -> None:
    gone = "\n# Cy\n- name: Cy\n  tags: [1, 2]\n"

    assert site.cut("t.yaml", CALM, "3") == CALM.replace(gone, "")


def test_all_entries_of_the_whole_file_leave_an_empty_list(site: Any) -> None:
    assert site.cut("t.yaml", CALM, "1 2 3") == "[]\n# end\n"


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ("t:\n- name: A\n- name: B\n", "1", "t:\n- name: B\n"),
        ("t:\n  - name: A\n  - name: B\n", "2", "t:\n  - name: A\n"),
        ("t:\n- name: A\n\n- name: B\n\n- name: C\n", "2", "t:\n- name: A\n\n- name: C\n"),
        ("t:\n- name: A\n\n- name: B\n\nx: 1\n", "2", "t:\n- name: A\n\nx: 1\n"),
        ("t:\n- name: A\n\n- name: B\n\nx: 1\n", "1", "t:\n- name: B\n\nx: 1\n"),
        ("t:\n- name: A\n- name: B\n\n\nx: 1\n", "2", "t:\n- name: A\n\n\nx: 1\n"),
        ("t:\n- name: A\n- name: B\n\n- name: C\n", "2", "t:\n- name: A\n\n- name: C\n"),
        ("t:\n- name: A\n\n\n- name: B\n", "2", "t:\n- name: A\n"),
        ("t: # ours\n- name: A\n- name: B\nx: 1\n", "1 2", "t: [] # ours\nx: 1\n"),
        ("t: &all # ours\n- name: A\nx: 1\n", "1", "t: &all [] # ours\nx: 1\n"),
        ("t: !!seq\n- name: A\nx: 1\n", "1", "t: !!seq []\nx: 1\n"),
        ('"t" :\n- name: A\nx: 1\n', "1", '"t" : []\nx: 1\n'),
        ("t: # ours\n  # all\n  - name: A\n  # end\nx: 1\n", "1", "t: [] # ours\n  # end\nx: 1\n"),
        ("t:\n- name: A\n  # deeper\n# level\n- name: B\n", "1", "t:\n# level\n- name: B\n"),
        ("t:\n  - name: A\n  # level\n  - name: B\n", "1", "t:\n  # level\n  - name: B\n"),
        ("t:\n  - name: A\n  # level\n  - name: B\n", "2", "t:\n  - name: A\n"),
        # Between the two and indented: inside the one, and right above the other.
        ("t:\n- name: A\n  # deeper\n# level\n- name: B\n", "2", "t:\n- name: A\n"),
        ("t:\n- name: A\n  # deeper\n# level\n- name: B\n", "1 2", "t: []\n"),
        ("# all\n\nt:\n# all\n\n# B\n\n# A\n#\n- name: A\n", "1", "# all\n\nt: []\n# all\n\n# B\n"),
        ("t:\n# all\n \n# A\n- name: A\n\n- name: B\n", "1", "t:\n# all\n \n- name: B\n"),
        ("t:\n- name: A\n\n# B\n  # b\n- name: B\n\n# C\n- C\n", "2", "t:\n- name: A\n\n# C\n- C\n"),
        ("t:\n- name: A\n\n# B\n- name: B\n\n# C\n- C\n", "2 3", "t:\n- name: A\n"),
        ("t:\n- name: A\n# - name: B\n#   x: 1\n- name: C\n", "2", "t:\n- name: A\n"),
        ("t:\n- q: |\n    # said\n    # A\n- name: B\n", "2", "t:\n- q: |\n    # said\n    # A\n"),
        ("t:\n- q: |\n    said\n  # B\n- name: B\n", "2", "t:\n- q: |\n    said\n"),
        ("t:\n- '# said\n\n  # A'\n# B\n- name: B\n", "2", "t:\n- '# said\n\n  # A'\n"),
        ("t:\n  # A\n  a: {name: A}\n  # B\n  b: {name: B}\n", "a", "t:\n  # B\n  b: {name: B}\n"),
        ("t:\n  # A\n  a: {name: A}\n  # B\n  b: {name: B}\n", "b", "t:\n  # A\n  a: {name: A}\n"),
        ("t: # all\n  # A\n  - A\n  - B\n", "1", "t: # all\n  - B\n"),
        ("t:\n- # odd\n  name: A\n-   name: B\n- # C\n  name: C\n", "1 3", "t:\n-   name: B\n"),
        ("t:\n-\n  name: A\n-\n- name: C\n", "2", "t:\n-\n  name: A\n- name: C\n"),
        ("t:\n- &a\n  name: A\n- !x\n  name: B\n", "2", "t:\n- &a\n  name: A\n"),
        ("t:\n- quote: >-\n    a\n    b\n\n- quote: |2\n      c\n", "1", "t:\n- quote: |2\n      c\n"),
        ("t:\n- a\n- q: |\n    b\n\n- c\n", "2", "t:\n- a\n\n- c\n"),
        ("t:\n- a\n\n\n- q: |\n    b\n\nx: 1\n", "2", "t:\n- a\n\nx: 1\n"),
        ('t:\n- "a\n\n  - b"\n- c\n', "1", "t:\n- c\n"),
        ("t:\n- - a\n  - b\n- c\n", "1", "t:\n- c\n"),
        ("t: [{name: A}, {name: B}, C]\n", "2", "t: [{name: A}, C]\n"),
        ("t: [{name: A}, {name: B}, C]\n", "3", "t: [{name: A}, {name: B}]\n"),
        ("t: [ {name: A}, {name: B} ]\n", "1", "t: [ {name: B} ]\n"),
        ("t: [ {name: A}, {name: B} ]\n", "1 2", "t: []\n"),
        ("t: [\n  {name: A}, # a\n  # b\n  {name: B}, # bb\n]\n", "1", "t: [\n  # b\n  {name: B}, # bb\n]\n"),
        ("t: [\n  {name: A}, # a\n  # b\n  {name: B} # bb\n]\n", "2", "t: [\n  {name: A}, # a\n]\n"),
        ("t: [\n  # all\n\n  # a\n  {name: A},\n  {name: B}\n]\n", "1", "t: [\n  # all\n\n  {name: B}\n]\n"),
        ("t: {a: {name: A}, b: {name: B}}\n", "a", "t: {b: {name: B}}\n"),
        ("t: {a: {name: A}, b: {name: B}}\n", "a b", "t: {}\n"),
        ("t:\n  a:\n    name: A\n\n  b: {name: B}\nx: 1\n", "a", "t:\n  b: {name: B}\nx: 1\n"),
        ("t:\n  a:\n    name: A\n  b: {name: B}\nx: 1\n", "a b", "t: {}\nx: 1\n"),
        ("t:\n  ? a\n  : {name: A}\n  ? b\n  : {name: B}\n", "a", "t:\n  ? b\n  : {name: B}\n"),
        ("x:\n- t:\n  - name: A\n- t:\n  - name: B\n", "2", "x:\n- t:\n  - name: A\n- t: []\n"),
    ],
)
def test_an_entry_is_cut_as_if_it_had_never_been_there(site: Any, before: str, gone: str, after: str) -> None:
    under = "x.t" if before.startswith("x:") else "t"

    assert site.cut("t.yaml", before, gone, under=under) == after


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ("- a\n- b", "2", "- a"),
        ("- a\n- b", "1", "- b"),
        ("- a\n- b", "1 2", "[]"),
        ("- a\r\n- b\r\n", "1 2", "[]\r\n"),
        ("- a\r\n\r\n- b\r\n\r\n- c", "3", "- a\r\n\r\n- b"),
        ("- a\r\n- b\n- c\r\n", "2", "- a\r\n- c\r\n"),
        ("- a\r- b\r- c\r", "2", "- a\r- c\r"),
        ("\ufeff- é\n- 😀\n- ß\n", "2", "\ufeff- é\n- ß\n"),
        ("%YAML 1.1\n---\n- a\n- b\n...\n", "1", "%YAML 1.1\n---\n- b\n...\n"),
        ("a: {name: A}\nb: {name: B}\n", "a b", "{}\n"),
        ("- |\n  a\n- b", "2", "- |\n  a\n"),  # without the break it would be another text
        ("- |+\n  a\n\n- b\n", "2", "- |+\n  a\n\n"),  # the blank line is a part of it
    ],
)
def test_line_ends_the_mark_and_the_end_of_the_file_stay(
    site: Any, before: str, gone: str, after: str
) -> None:
    assert site.cut("t.yaml", before, gone) == after


@pytest.mark.parametrize(
    ("content", "gone"),
    [
        ("- &a {name: A}\n- <<: *a\n  quote: q\n", "1"),
        ("- name: &a A\n- name: *a\n", "1"),
        ("t: &all\n- A\n- B\nu: *all\n", "1"),
        ("u: &all\n- A\n- B\nt: *all\n", "1"),
        # The alias would lead to the other value of that name.
        ("u: &a X\nt:\n- &a A\n- *a\n", "1"),
        ("t: [A, # a\n  B]\n", "2"),
    ],
)
def test_a_cut_that_would_change_the_rest_is_refused(site: Any, content: str, gone: str) -> None:
    with pytest.raises(Refused, match="without changing what else it says"):
        site.cut("t.yaml", content, gone, under="" if content.startswith("-") else "t")


def test_an_entry_that_only_uses_an_anchor_is_cut(site: Any) -> None:
    before = "- &a {name: A}\n- <<: *a\n  quote: q\n- *a\n"

    assert site.cut("t.yaml", before, "2 3") == "- &a {name: A}\n"


def test_an_alias_may_stand_under_a_key_that_sorts_before_its_anchors(site: Any) -> None:
    assert site.cut("t.yaml", "t:\n- A\nz: &z Z\na: *z\n", "1", under="t") == "t: []\nz: &z Z\na: *z\n"


def test_an_anchor_that_is_used_within_its_own_entry_goes_with_it(site: Any) -> None:
    assert site.cut("t.yaml", "- {name: &a A, quote: *a}\n- B\n", "1") == "- B\n"


def test_text_counts_as_it_is_written(site: Any) -> None:
    content = "- {company: No, name: 007, quote: yes}\n- {company: 1.0, name: Off, quote: 2020-01-01}\n"

    assert site.fields("t.yaml", content) == [
        {"company": "No", "name": "007", "quote": "yes"},
        {"company": "1.0", "name": "Off", "quote": "2020-01-01"},
    ]


@pytest.mark.parametrize("nothing", ["", "~", "null", '""', "{}", "[a]"])
def test_nothing_is_not_a_text(site: Any, nothing: str) -> None:
    assert site.fields("t.yaml", f"- name: A\n  company: {nothing}\n") == [{"name": "A"}]


def test_blocks_and_aliases_are_read_as_what_they_stand_for(site: Any) -> None:
    content = """\
- &ann
  name: &name Ann
  quote: >
    folded
    text
- <<: *ann
  quote: |
    two
    lines
- <<: [{company: Acme}, *ann]
  name: Bo
- *ann
- name: *name
"""
    ann = {"name": "Ann", "quote": "folded text"}

    assert site.fields("t.yaml", content) == [
        ann,
        {"name": "Ann", "quote": "two\nlines"},
        {"name": "Bo", "company": "Acme", "quote": "folded text"},
        ann,
        {"name": "Ann"},
    ]


def test_a_tag_is_never_obeyed(site: Any) -> None:
    content = (
        "- name: !!python/object/apply:os.system [exit 1]\n  quote: !!int No\n- !!python/name:os.system x\n"
    )

    assert site.fields("t.yaml", content) == [{"quote": "No"}, {"quote": "x"}]
    assert site.cut("t.yaml", content, "1") == "- !!python/name:os.system x\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("- name: A\n  name: B\n", r"^line 2 of .* has a key for the second time$"),
        ("- {<<: {name: A}, <<: {name: B}}\n", r"^line 1 of .* has a key for the second time$"),
        ("- name: A\n\tquote: B\n", r"is not valid YAML: see line 2$"),
        ("- a\n---\n- b\n", r"holds several YAML documents$"),
        ("- a\n- *a\n", r"^line 2 of .* an alias that leads nowhere, or into itself$"),
        ("- &a [*a]\n", r"^line 1 of .* an alias that leads nowhere, or into itself$"),
        ("- &a {<<: *a}\n", r"^line 1 of .* an alias that leads nowhere, or into itself$"),
        ('- a\n- "\\UFFFFFFFF"\n', r"is not valid YAML: see line [12]$"),
        ("- a\n- \x07\n", r"is not valid YAML: see line [12]$"),
        ("just a text\n", r"has one value where its entries are looked for"),
        ("set1: [a]\nset2: [b]\n", r"has several lists"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(site: Any, content: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        site.read("t.yaml", content)


@pytest.mark.parametrize("content", ["", "# nothing\n", "---\n", "[]\n", "{}\n", "~\n"])
def test_an_empty_file_has_no_entries(site: Any, content: str) -> None:
    assert site.fields("t.yaml", content) == []


def test_a_list_that_was_emptied_has_no_entries_the_next_time(site: Any) -> None:
    emptied = site.cut("t.yaml", "x: 1\nt:\n- name: A\n", "1", under="t")

    assert site.fields("t.yaml", emptied, under="t") == []
