"""TOML: tables in several places of a file, and the file without some of them, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest

from privacyctl.errors import BadInput, Refused

MIXED = '''\
# What customers say
title = "Testimonials"

[[testimonial]] # the first
name = "Ann"
# not to be called Ann
quote = """
[[testimonial]]
name = "nobody"
"""
  [testimonial.author]
  role = 'CTO'

# Bo came later
[[testimonial]]
name = "Bo"
# job = "left"

[page]
weight = 1
[[testimonial]]
name = "Cy"

  [[testimonial.links]]
  url = "https://cy.example"
[page.more]
x = [ # [[testimonial]]
  "]",
]
# end
'''


def test_a_table_goes_with_its_tables_and_what_is_between(site: Any) -> None:
    start, end = MIXED.index("[[testimonial]]"), MIXED.index("# Bo came later")

    assert site.cut("t.toml", MIXED, "1") == MIXED[:start] + MIXED[end:]


def test_a_comment_right_above_goes_and_one_right_below_too(site: Any) -> None:
    start = MIXED.index("# Bo came later")
    end = MIXED.index("[page]")

    assert site.cut("t.toml", MIXED, "2") == MIXED[:start] + MIXED[end:]


def test_a_table_between_others_is_cut_from_between_them(site: Any) -> None:
    start, end = MIXED.index('[[testimonial]]\nname = "Cy"'), MIXED.index("[page.more]")

    assert site.cut("t.toml", MIXED, "3") == MIXED[:start] + MIXED[end:]


def test_a_file_may_be_left_without_the_tables(site: Any) -> None:
    emptied = site.cut("t.toml", MIXED, "1 2 3", under="testimonial")

    assert (
        emptied
        == """\
# What customers say
title = "Testimonials"

[page]
weight = 1
[page.more]
x = [ # [[testimonial]]
  "]",
]
# end
"""
    )
    assert site.fields("t.toml", emptied, under="testimonial") == []


@pytest.mark.parametrize(
    ("before", "gone", "under", "after"),
    [
        ('[[t]]\nname = "A"\n\n[[t]]\nname = "B"\n', "1", "", '[[t]]\nname = "B"\n'),
        ('[[t]]\nname = "A"\n\n[[t]]\nname = "B"\n', "2", "", '[[t]]\nname = "A"\n'),
        ('[[t]]\nname = "A"\n\n[[t]]\nname = "B"\n', "1 2", "", ""),
        ('# A\n[[t]]\nname = "A"\n# B\n[[t]]\nname = "B"\n', "1", "", '# B\n[[t]]\nname = "B"\n'),
        ('# A\n[[t]]\nname = "A"\n# B\n# b\n[[t]]\nname = "B"\n', "2", "", '# A\n[[t]]\nname = "A"\n'),
        (
            '# all\n\n# A\n[[t]]\nname = "A"\n\n# B\n[[t]]\nname = "B"\n',
            "1",
            "",
            '# all\n\n# B\n[[t]]\nname = "B"\n',
        ),
        ('# all\n\n# A\n[[t]]\nname = "A"\n\n# B\n[[t]]\nname = "B"\n', "1 2", "", "# all\n"),
        ('[[t]]\nname = """\n# A"""\n# B\n[[t]]\nname = "B"\n', "2", "", '[[t]]\nname = """\n# A"""\n'),
        ('x = """\n# A\n"""\n[[t]]\nname = "B"\n', "1", "", 'x = """\n# A\n"""\n'),
        ('[c]\n# A\na = {name = "A"}\n# B\nb = {name = "B"}\n', "b", "c", '[c]\n# A\na = {name = "A"}\n'),
        (
            '# A\n[[t]]\nname = "A"\n# u\n[u]\nx = 1\n# of A\n[t.author]\nname = "A"\n',
            "1",
            "t",
            "# u\n[u]\nx = 1\n",
        ),
        ('x = 1\r\n\r\n[[t]]\r\nname = "A"', "1", "", "x = 1"),
        ('\ufeff[[t]]\nname = "é"\n[[t]]\nname = "B"', "2", "", '\ufeff[[t]]\nname = "é"'),
        # The last table of a list went on after another.
        (
            '[[t]]\nname = "A"\n[u]\nx = 1\n[t.author]\nname = "A"\n[[t]]\nname = "B"\n',
            "1",
            "t",
            '[u]\nx = 1\n[[t]]\nname = "B"\n',
        ),
        ('[c.acme]\nname = "A"\n\n[c.box]\nname = "B"\n', "acme", "c", '[c.box]\nname = "B"\n'),
        ('[c]\n[c.acme]\nname = "A"\n[c.acme.logo]\nsrc = "a"\n', "acme", "c", "[c]\n"),
        ('[c]\nacme = "A"\nbox.name = "B"\nbox.x = 1\nnon = "N"\n', "acme", "c", None),
        ('[c]\nacme.name = "A"\nbox.name = "B"\nacme.x = 1\n', "acme", "c", '[c]\nbox.name = "B"\n'),
        ('[c]\nx.name = "X"\n[c."ac.me"]\nname = "A"\n', "ac.me", "c", '[c]\nx.name = "X"\n'),
        ('c.acme.name = "A"\nc.box.name = "B"\n', "box", "c", 'c.acme.name = "A"\n'),
        ('c = {acme = {name = "A"}, box = {name = "B"}}\n', "acme", "c", 'c = {box = {name = "B"}}\n'),
        ('c = {acme.name = "A", box.name = "B"}\n', "box", "c", 'c = {acme.name = "A"}\n'),
        ('c = ["A", "B", \'C\']\n', "2", "", "c = [\"A\", 'C']\n"),
        ('c = ["A", "B"]\n', "1 2", "", "c = []\n"),
        ('c = [{name = "A"}, {name = "B"}]\n', "1", "", 'c = [{name = "B"}]\n'),
        ('c = [\n  "A", # a\n  # b\n  "B",\n]\n', "1", "", 'c = [\n  # b\n  "B",\n]\n'),
        ('c = [\n  "A", # a\n  # b\n  "B", # bb\n]\n', "2", "", 'c = [\n  "A", # a\n]\n'),
        ('c = [\n  # all\n\n  # a\n  "A",\n  "B",\n]\n', "1", "", 'c = [\n  # all\n\n  "B",\n]\n'),
        ('c = [\n  "A",\n  "B",\n]\n', "1 2", "", "c = []\n"),
        ('[d]\nx = 1\n[[d.c]]\nname = "A"\n', "1", "d.c", "[d]\nx = 1\n"),
        ('[[d.c]]\nname = "A"\n', "1", "d.c", ""),
        ('[[b]]\n[[b.i]]\nname = "A"\n\n[[b]]\n[[b.i]]\nname = "B"\n', "1 2", "b.i", "[[b]]\n\n[[b]]\n"),
    ],
)
def test_an_entry_is_cut_as_if_it_had_never_been_there(
    site: Any, before: str, gone: str, under: str, after: str | None
) -> None:
    if after is None:  # a string among tables is no entry
        assert [entry.label for entry in site.read("t.toml", before, under=under).entries] == ["box"]
    else:
        assert site.cut("t.toml", before, gone, under=under) == after


def test_values_count_as_they_are_written_and_strings_as_they_are_meant(site: Any) -> None:
    content = """\
[[t]]
name = "A \\u00e9 \\"x\\""
company = 1_984
quote = '''
it's
\'\'\'\'\'
[[t]]
name = 'C:\\new'
company = true
quote = \"\"\"one \\
   two ""three\"\"\"\"\"
[[t]]
name = 1979-05-27 07:32:00
"author" = { 'name' = "no one" }
"""
    assert site.fields("t.toml", content) == [
        {"name": 'A é "x"', "company": "1_984", "quote": "it's\n''"},
        {"name": "C:\\new", "company": "true", "quote": 'one two ""three""'},
        {"name": "1979-05-27 07:32:00"},
    ]


def test_a_single_list_of_tables_needs_no_key(site: Any) -> None:
    assert site.fields("t.toml", '[meta]\ntags = ["x"]\n[[t]]\nname = "A"\n') == [{"name": "A"}]


def test_several_lists_of_tables_need_one(site: Any) -> None:
    with pytest.raises(BadInput, match="has several lists"):
        site.read("t.toml", '[[t]]\nname = "A"\n[[u]]\nname = "A"\n')


@pytest.mark.parametrize(
    "content",
    [
        "a = 1\na = 2\n", "[a]\n[a]\n", "[[a]]\n[a.b]\n[a.b]\n", "a = 1 b = 2\n", "a = [1 2]\n", "a = 01\n",
        "a = ''''\n",
        'a = "\n"\n', 'a = "\\q"\n', "[a\n", "a\n", "= 1\n", "a = \n", "a = {b = 1\n}\n", "[[a]\n", "a = nope\n",
        "a.b = 1\n[a]\n", "a = [1]\n[[a]]\n", '"a\n', "a = 1979-13-01\n", "\r\n\ra = 1",
    ],
)  # fmt: skip
def test_what_is_not_toml_is_refused(site: Any, content: str) -> None:
    with pytest.raises(BadInput, match="is not valid TOML"):
        site.read("t.toml", content)


def test_toml_that_tomllib_reads_otherwise_than_we_do_is_refused(site: Any) -> None:
    with pytest.raises(Refused, match="is TOML of a kind that is not known well enough to change it"):
        site.read("t.toml", "t = [{author.name = 'A', author.role = 'B'}]\n")
