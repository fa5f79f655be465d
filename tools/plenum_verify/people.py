"""Persons: recusal, scrutineers, the chair, roll call. Section "Persons" of docs/record.md."""

from . import papers

ITEMS = {
    "marks": "rows", "scores": "rows", "picks": "options", "ranks": "options", "text": "questions",
}
ENTRIES = {
    "marks": "marks", "scores": "scores", "picks": "picks", "ranks": "ranks", "text": "answers",
}
BY_NAME = ("picks", "ranks")
SCRUTINEERS_MAX = 100
ROUNDS = 2


def items(form):
    return form[ITEMS[form["form"]]]


def places_of(form, keys):
    """The places of these keys on the paper; None where one is not there, or none is named."""
    ids = [item["id"] for item in items(form)]
    if not keys or any(key not in ids for key in keys):
        return None
    return frozenset(ids.index(key) for key in keys)


def without(form, excused):
    """The form without these items; None where nothing lawful is left of it."""
    kept = [item for place, item in enumerate(items(form)) if place not in excused]
    rest = {**form, ITEMS[form["form"]]: kept}
    if form["form"] in BY_NAME:
        lines = (form.get("write_ins") or {"max": 0})["max"]
        rest["max"] = min(form["max"], len(kept) + lines)
        if form["min"] > len(kept):
            return None
    if form["form"] == "marks":
        # Of rows that are left out nothing is owed.
        out = len(items(form)) - len(kept)
        rest["quotas"] = [{**quota, "min": max(0, quota["min"] - out)} for quota in form["quotas"]]
    return rest if kept else None


def rounded(form, excused):
    """(the items, whether it is the whole ballot)."""
    if without(form, excused) is None:
        return frozenset(range(len(items(form)))), True
    return excused, False


def paper_fits(paper, form, excused):
    """Whether a paper is one of somebody who is recused from these items."""
    if not excused:
        return papers.paper_fits(paper, form)
    rest, name = without(form, excused), ENTRIES[form["form"]]
    if rest is None or paper["form"] != form["form"]:
        return False
    kept = [place for place in range(len(items(form))) if place not in excused]
    if form["form"] in BY_NAME:
        lists = {key: paper[key] for key in (name, "against") if key in paper}
        if any(entry not in kept for entries in lists.values() for entry in entries):
            return False
        lists = {key: [kept.index(entry) for entry in entries] for key, entries in lists.items()}
        return papers.paper_fits({**paper, **lists}, rest)
    entries, wide = paper[name], papers.width(form)
    if len(entries) != len(items(form)) * wide:
        return False
    rows = [entries[start:start + wide] for start in range(0, len(entries), wide)]
    if any(entry is not None for place in excused for entry in rows[place]):
        return False
    entries = [entry for place in kept for entry in rows[place]]
    return papers.paper_fits({"form": form["form"], name: entries}, rest)


def excuse(tally, form, excused):
    """Takes the blanks of one paper, which was added, for what they are."""
    if form["form"] in BY_NAME or form["form"] == "text":
        return
    blank = "invalid" if form["blank_rows"] == "invalid" else "blank"
    wide = papers.width(form)
    for place in excused:
        for row in tally["rows"][place * wide:(place + 1) * wide]:
            row[blank] -= 1
            row["recused"] += 1


def keys(form, excused, whole):
    return None if whole else [items(form)[place]["id"] for place in sorted(excused)]


def rule_fault(sheet):
    """What is wrong with the rules about persons, or None."""
    rules, form = sheet["rules"], sheet["form"]
    rule = rules["recusal"]
    needs = rule["subject_recused"] or rule["base_shrinks"] or rule["present_shrinks"]
    if needs and not rule["allowed"]:
        return "recusals that are not allowed"
    published = rules["secrecy"] == "secret" and rules["publish_papers"]
    if rule["subject_recused"] and published and len(items(form)) > 1:
        return "subjects recused from rows of published papers"
    if (rules["secrecy"] == "roll_call") != (rules["call_order"] is not None):
        return "the calling order"
    return None


class Recusal:
    def __init__(self, items, whole, in_room):
        self.items, self.whole, self.in_room = items, whole, in_room


class Roll:
    """Whose turn it is."""

    def __init__(self, order):
        self.order, self.round, self.called, self.next = order, 1, None, 0

    def advance(self, may):
        while True:
            for place in range(self.next, len(self.order)):
                if may(self.order[place]):
                    self.called, self.next = self.order[place], place + 1
                    return
            if self.round == ROUNDS:
                self.called, self.next = None, len(self.order)
                return
            self.round, self.next = self.round + 1, 0


def call_order(rule, people, electorate):
    """The electorate in calling order; `people` in the order of enrolment."""
    order = [id for id in people if id in electorate]
    if rule == "name":
        order.sort(key=lambda id: people[id].name)
    elif rule == "number":
        order.sort(key=lambda id: (len(people[id].number), people[id].number))
    return order


def item_figures(ballot, people):
    """Members recused from each item; None where nobody is."""
    figures = [{"members": 0, "present": 0} for _ in items(ballot.sheet["form"])]
    for delegate, recusal in ballot.recused.items():
        if not people[delegate].member:
            continue
        at_opening = recusal.in_room and delegate not in ballot.came_later
        for place in recusal.items:
            figures[place]["members"] += 1
            figures[place]["present"] += at_opening
    return figures if any(item["members"] for item in figures) else None


def subjects(form):
    return [item["person"] for item in items(form)]


class Persons:
    """The part of a sitting that is about persons; `Sitting` is made of it."""

    def __init__(self):
        super().__init__()
        self.chair = None
        self.scrutineers, self.chief = [], None

    def asked(self, sheet, id):
        """Whether somebody is in the electorate of this paper."""
        person = self.people[id]
        if not person.member:
            return sheet["rules"]["electorate"] == "everyone"
        body = sheet["body"]
        return body in person.bodies if body is not None else not person.bodies

    def members_of(self, sheet):
        """Members of the body of this paper, and those of them present."""
        body = sheet["body"]
        of_body = [
            p for p in self.people.values()
            if p.member and (body in p.bodies if body is not None else not p.bodies)
        ]
        return len(of_body), sum(1 for p in of_body if self.counted(p))

    def names_chair(self, sheet):
        return self.chair is not None and self.chair.get("person") in [
            id for id in subjects(sheet["form"]) if id is not None]

    def names_scrutineer(self, sheet):
        return any(id in self.scrutineers for id in subjects(sheet["form"]) if id is not None)

    def lawful_electorate(self, ballot):
        """(electorate, recused) of an opening, as the record has them."""
        sheet, form = ballot.sheet, ballot.sheet["form"]
        asked = [id for id in self.people if self.asked(sheet, id)]
        excused = {}
        if sheet["rules"]["recusal"]["subject_recused"]:
            for place, id in enumerate(subjects(form)):
                if id is not None:
                    excused[id] = excused.get(id, frozenset()) | {place}
        for id, places in ballot.declared.items():
            excused[id] = excused.get(id, frozenset()) | places
        recusals = {id: rounded(form, places) for id, places in excused.items() if id in asked}
        electorate = [id for id in asked if id not in recusals or not recusals[id][1]]
        return electorate, recusals

    def may_be_called(self, ballot):
        return lambda id: (
            ballot.admits(id) and self.takes_part(ballot, id) and id not in ballot.votes)

    def call_next(self, ballot, after):
        if ballot.roll is not None and ballot.roll.called == after:
            ballot.roll.advance(self.may_be_called(ballot))

    def came(self, ballot, id, before):
        recusal = ballot.recused.get(id)
        counted = self.is_counted(id)
        if counted and id not in ballot.seen and not before:
            ballot.came_later.add(id)
        if counted:
            ballot.seen.add(id)
        if recusal:
            recusal.in_room = recusal.in_room or counted
        # A holder brings the votes of those who are represented.
        for one in [*ballot.mandates.principals.get(id, ()), id]:
            if ballot.admits(one) and self.attends(ballot, one) and one not in ballot.been_present:
                ballot.been_present.add(one)
                ballot.later.add(one)
        roll = ballot.roll
        if roll is not None and roll.called is None and self.may_be_called(ballot)(id):
            roll.called = id

    def on_recused(self, ballot, event, at_ms, hash):
        sheet, form, id = ballot.sheet, ballot.sheet["form"], event["delegate"]
        running = ballot.phase != "ready"
        if not sheet["rules"]["recusal"]["allowed"]:
            yield "V8", "the rules have no recusal"
            return
        if ballot.phase == "open" and ballot.deadline_ms is not None and at_ms >= ballot.deadline_ms:
            yield "V8", "a recusal after the deadline"
            return
        if not event["reason"]:
            yield "V8", "no reason"
        before = ballot.recused.get(id) if running else None
        had = before.items if before else ballot.declared.get(id, frozenset())
        known = id in self.people and self.asked(sheet, id)
        if not known or running and before is None and id not in ballot.electorate:
            yield "V8", "recused without being an eligible voter"
            return
        everything = frozenset(range(len(items(form))))
        asked = everything if event["rows"] is None else places_of(form, event["rows"])
        if asked is None:
            yield "V8", "recused from rows that are not on the paper"
            return
        excused, whole = rounded(form, had | asked)
        if excused == had or keys(form, excused, whole) != event["rows"]:
            yield "V8", "not what the person is recused from now"
        if not whole and sheet["rules"]["not_voted"] == "count_as_abstain":
            yield "V8", "recused from a row where silence counts as an abstention"
        published = sheet["rules"]["secrecy"] == "secret" and sheet["rules"]["publish_papers"]
        if published and not whole:
            yield "V8", "recused from a row of papers that are published"
        if running and id in ballot.manual.on_paper:
            yield "V8", "recused with a paper in hand"
        if event["annuls"] != (running and id in ballot.votes):
            yield "V8", "a vote is taken out, or not, other than the record has it"
        if not running:
            ballot.declared[id] = excused
            return
        in_room = self.is_counted(id) or id in ballot.seen
        acts = [act for act, _ in ballot.votes.pop(id, [])]
        ballot.manual.annulled.setdefault(id, []).extend(acts)
        if whole:
            ballot.been_present.discard(id)
            ballot.later.discard(id)
        ballot.recused[id] = Recusal(excused, whole, in_room)
        self.call_next(ballot, id)

    def on_recusal_withdrawn(self, ballot, event, at_ms, hash):
        if ballot.declared.pop(event["delegate"], None) is None:
            yield "V8", "there is no recusal to take back"

    def on_roll_passed(self, ballot, event, at_ms, hash):
        if ballot.deadline_ms is not None and at_ms >= ballot.deadline_ms:
            yield "V8", "passed after the deadline"
        elif ballot.roll is None or ballot.roll.called != event["delegate"]:
            yield "V8", "somebody passed who was not called"
        else:
            self.call_next(ballot, event["delegate"])

    def on_scrutineers_named(self, event):
        named, chief = event["people"], event["chief"]
        if len(set(named)) != len(named) or len(named) > SCRUTINEERS_MAX:
            yield "V8", "scrutineers named twice, or too many"
        if chief is not None and chief not in named:
            yield "V8", "a chief scrutineer who is none"
        if any(id not in self.people or not self.people[id].member for id in named):
            yield "V8", "a scrutineer who is not a member"
        if (named, chief) == (self.scrutineers, self.chief):
            yield "V8", "nothing changes"
        ahead = ("ready", "open", "suspended", "closed", "counted")
        standing = {
            id for b in self.ballots.values() if b.phase in ahead for id in subjects(b.sheet["form"])
        }
        if standing.intersection(named):
            yield "V8", "a scrutineer who stands on a paper"
        self.scrutineers, self.chief = named, chief

    def on_chair_named(self, event):
        hall = [b for b in self.ballots.values() if not b.sheet["rules"]["background"]]
        if any(ballot.running for ballot in hall):
            yield "V8", "a chair named while a ballot runs"
        yield from self.new_chair(event["chair"])

    def on_chair_handed_over(self, event):
        if not event["reason"]:
            yield "V8", "no reason"
        if event["ballot"] is not None and event["ballot"] not in self.ballots:
            yield "V8", "there is no such ballot"
        yield from self.new_chair(event["to"])

    def new_chair(self, chair):
        if "person" in chair and chair["person"] not in self.people or chair.get("name") == "":
            yield "V8", "nobody who can be in the chair"
        if chair == self.chair:
            yield "V8", "nothing changes"
        self.chair = chair
