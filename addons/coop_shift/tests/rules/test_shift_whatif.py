"""The command, run as a co-op would: with nothing but Python."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from coop_shift_rules import whatif
from coop_shift_rules.errors import FactsError
from coop_shift_rules.policy import preset, preset_names

FACTS = {
    "enrollments": [{"regime": "abcd", "from": "2026-01-01"}],
    "attendances": [
        {"id": 1, "kind": "absent", "date": "2026-02-02T10:45:00"},
        {"id": 2, "kind": "make_up", "date": "2026-02-10"},
    ],
}


def run(*arguments, stdin=None):
    command = [sys.executable, "-I", whatif.__file__, *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, timeout=60, check=False
    )


def ask(first="2026-01-01", last="2026-12-31", policy="la_louve", **facts):
    days = [whatif.date.fromisoformat(day) for day in (first, last)]
    return whatif.answer(preset(policy), facts, *days)


def test_the_command_prints_ledger_balances_and_timeline(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    done = run("la_louve", path, "--from", "2026-02-01", "--to", "2026-03-31")
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert [(line["date"], line["amount"]) for line in said["ledger"]] == [
        ("2026-02-02", -2),
        ("2026-02-10", 1),
    ]
    assert said["balances"] == {"abcd": -1, "flying": 0}
    assert said["timeline"] == [
        {"from": "2026-02-01", "to": "2026-02-01", "standing": "up_to_date", "may_shop": True},
        {"from": "2026-02-02", "to": "2026-03-01", "standing": "alert", "may_shop": True},
        {"from": "2026-03-02", "to": "2026-03-31", "standing": "suspended", "may_shop": False},
    ]


def test_many_members_and_standard_input():
    done = run("bees", "-", stdin=json.dumps([{"shares": [{"from": "2026-01-01"}]}] * 2))
    assert [one["timeline"][0]["standing"] for one in json.loads(done.stdout)] == [
        "unsubscribed"
    ] * 2


def test_a_mistake_is_one_line_and_no_traceback():
    done = run(
        "la_louve",
        "-",
        stdin=json.dumps({"attendances": [{"kind": "absnt", "date": "2026-02-02"}]}),
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(
        'whatif: attendances[0].kind: no kind "absnt"; there are present, late'
    )
    assert run("la_louve", "missing.json").returncode == 2
    assert "there are bees" in run("nowhere", "-", stdin="{}").stderr
    assert run("la_louve", "-", "--from", "tomorrow", stdin="{}").returncode == 2


ON = {"date": "2026-02-02"}
FROM = {"from": "2026-02-02"}


@pytest.mark.parametrize(
    ("name", "fact", "message"),
    [
        ("enrollments", {"from": "2026-01-01"}, ".regime: is missing"),
        ("enrollments", {"regime": "team", **FROM}, '.regime: no regime "team"; there are abcd'),
        ("leaves", {"type": "temporary", "from": "2026-02-30"}, ".from: expected a date like"),
        (
            "leaves",
            {"type": "temporary", "to": "2026-02-01", **FROM},
            ".to: expected a date on",
        ),
        ("leaves", {"type": "sabbatical", **FROM}, '.type: no leave type "sabbatical"; there are'),
        ("attendances", {"id": 1, "kind": "present"}, ".date: is missing"),
        ("attendances", {"kind": "present", "time": "noon", **ON}, ".time: expected a time"),
        ("attendances", {"kind": "half_excused", **ON}, '.kind: no kind "half_excused"'),
        ("corrections", {"counter": "abc", "amount": 1, **ON}, '.counter: no counter "abc"'),
        ("corrections", {"counter": "abcd", **ON}, ".amount: is missing"),
        ("stops", {"kind": "angry", **FROM}, '.kind: no kind of stop "angry"; there are unpaid'),
        ("graces", FROM, ".to: is missing"),
        ("holidays", {"kind": "long", "to": "2026-03-01", **FROM}, ".forgive: is missing"),
        ("shares", [], ": expected an object, found a list"),
    ],
)
def test_errors_name_the_place_and_what_is_expected(name, fact, message):
    with pytest.raises(FactsError) as caught:
        ask(**{name: [fact]})
    assert str(caught.value).startswith(f"{name}[0]{message}")


def test_a_list_is_expected():
    with pytest.raises(FactsError, match="enrollments: expected a list, found an object"):
        ask(enrollments={})


def test_what_nobody_reads_is_listed():
    said = ask(
        attendences=[], enrollments=[{"regime": "abcd", "from": "2026-01-01", "colour": "red"}]
    )
    assert said["ignored"] == ["enrollments[0].colour", "attendences"]


def test_the_last_record_of_an_event_counts_whatever_its_place():
    told = [
        {"id": 1, "kind": "present", "date": "2026-02-02", "recorded": "2026-02-05T10:00"},
        {"id": 1, "kind": "absent", "date": "2026-02-02", "recorded": "2026-02-02T20:00"},
    ]
    assert ask(enrollments=FACTS["enrollments"], attendances=told)["ledger"] == []
    assert ask(enrollments=FACTS["enrollments"], attendances=told[::-1])["ledger"] == []


def test_a_later_record_keeps_what_it_does_not_repeat():
    told = [
        {"id": 1, "kind": "absent", "date": "2026-02-02"},
        {"id": 2, "kind": "make_up", "date": "2026-02-10", "factor": 2},
        {"id": 2, "kind": "withdrawn"},
        {"id": 2, "kind": "make_up"},
    ]
    assert ask(enrollments=FACTS["enrollments"], attendances=told)["balances"]["abcd"] == 0


def test_an_event_without_id_is_known_by_its_day_and_time():
    own = {"kind": "absent", "date": "2026-02-02"}
    later = {"kind": "present", "date": "2026-02-02"}
    twice = [{**own, "date": "2026-02-02T10:45"}, {**own, "date": "2026-02-02T16:15"}]
    seats = FACTS["enrollments"]
    assert ask(enrollments=seats, attendances=[own, own])["balances"]["abcd"] == -2
    assert ask(enrollments=seats, attendances=[own, later])["ledger"] == []
    assert ask(enrollments=seats, attendances=twice)["balances"]["abcd"] == -4
    make_up = {"kind": "make_up", "date": "2026-02-02"}
    assert ask(enrollments=seats, attendances=[own, make_up])["balances"]["abcd"] == -1


def test_other_words_for_the_same():
    words = {
        "enrollments": [{"regime": "abcd", "start": "2026-01-01", "until": None}],
        "attendances": [
            {"id": "a", "kind": "missed", "date": "2026-02-02"},
            {"kind": "makeup", "date": "2026-02-09"},
        ],
        "leaves": [
            {
                "type": "temporary",
                "date_from": "2026-03-01",
                "date_to": "2026-05-01",
                "state": "done",
            }
        ],
        "blocks": [{"from": "2026-07-01"}],
        "unpaid": [{"from": "2026-06-01", "to": "2026-06-30"}],
    }
    said = ask(**words)
    assert said["balances"]["abcd"] == -1
    starts = [(period["from"], period["standing"]) for period in said["timeline"]]
    assert starts[-3:] == [
        ("2026-05-02", "suspended"),
        ("2026-06-01", "unpaid"),
        ("2026-07-01", "blocked"),
    ]


def test_a_leave_can_be_known_by_its_standing_alone():
    leaves = [
        {"standing": "exempted", "from": "2026-03-01"},
        {"standing": "on_leave", "from": "2026-04-01"},
    ]
    said = ask(enrollments=FACTS["enrollments"], leaves=leaves)
    assert [period["standing"] for period in said["timeline"]] == [
        "up_to_date",
        "exempted",
        "on_leave",
    ]
    with pytest.raises(
        FactsError, match=r"leaves\[0\].standing: expected one of on_leave, exempted"
    ):
        ask(leaves=[{"standing": "sick", "from": "2026-03-01"}])


def test_the_timeline_has_no_gap_and_stays_in_its_dates():
    said = ask("2026-01-15", "2026-06-30", **FACTS)
    periods = said["timeline"]
    assert (periods[0]["from"], periods[-1]["to"]) == ("2026-01-15", "2026-06-30")
    for one, other in pairwise(periods):
        assert (
            whatif.date.fromisoformat(other["from"]) - whatif.date.fromisoformat(one["to"])
        ).days == 1


def test_what_comes_after_the_last_day_is_left_out():
    said = ask(last="2026-02-05", **FACTS)
    assert said["balances"]["abcd"] == -2
    assert len(said["ledger"]) == 1


def test_the_documented_facts_are_understood():
    text = Path(whatif.__file__).with_name("WHATIF.md").read_text(encoding="utf-8")
    facts = json.loads(text.split("```json")[1].split("```")[0])
    said = ask(**facts)
    assert said["ignored"] == []
    seen = {period["standing"] for period in said["timeline"]}
    assert seen == {"up_to_date", "on_leave", "blocked", "unpaid"}


@pytest.mark.parametrize("name", preset_names())
def test_words_of_other_co_ops_for_the_regimes(name):
    known = [*preset(name).latest.regimes]
    for word in ("flying", "freelance") + (("abcd", "fixed") if len(known) > 1 else ()):
        facts = {
            "enrollments": [{"regime": word, "from": "2026-01-01"}],
            "attendances": [{"kind": "present", "date": "2026-02-02"}],
        }
        assert ask(policy=name, **facts)["ignored"] == []


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("", "whatif: the facts are not JSON: "),
        ('{"enrollments": [', "whatif: the facts are not JSON: "),
        ('"abcd"', "whatif: expected an object with a member's facts, or a list of them"),
        ('{"members": {"1": {}}}', "whatif: members: expected a list of members' facts"),
    ],
)
def test_facts_that_cannot_be_read(facts, message):
    done = run("la_louve", "-", stdin=facts)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


def test_a_last_day_before_the_first():
    done = run("la_louve", "-", "--from", "2026-06-30", "--to", "2026-01-01", stdin="{}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "whatif: --to 2026-01-01 is before --from 2026-06-30\n"


def test_a_policy_that_is_not_json(tmp_path):
    (tmp_path / "mine.json").write_text("{", encoding="utf-8")
    done = run(str(tmp_path / "mine.json"), "-", stdin="{}")
    assert done.returncode == 2
    assert "mine.json is not JSON" in done.stderr


@pytest.mark.parametrize("preset_name", preset_names())
def test_a_life_without_facts(preset_name):
    said = ask(policy=preset_name)
    assert said["ledger"] == said["consequences"] == []
    assert [period["standing"] for period in said["timeline"]] == ["not_concerned"]


def test_corrections_are_taken_back_and_said_again():
    one = {"id": "c1", "date": "2026-02-02", "counter": "abcd", "amount": -1}
    assert ask(corrections=[one, one])["balances"]["abcd"] == -1
    assert ask(corrections=[one, {**one, "amount": -2}])["balances"]["abcd"] == -2
    assert ask(corrections=[one, {"id": "c1", "withdrawn": True}])["ledger"] == []
    with pytest.raises(FactsError, match=r"corrections\[0\].id: is missing"):
        ask(corrections=[{"withdrawn": True}])


def test_of_a_leave_told_twice_the_last_counts():
    leave = {"id": 7, "type": "temporary", "from": "2026-02-01", "to": "2026-04-30"}
    enrolled = {"enrollments": FACTS["enrollments"]}
    assert "on_leave" in standings(ask(**enrolled, leaves=[leave]))
    assert "on_leave" not in standings(
        ask(**enrolled, leaves=[leave, {**leave, "state": "refused"}])
    )


def standings(said):
    return [period["standing"] for period in said["timeline"]]
