"""Between the close and the declaration: names written in, ties decided, withdrawals; and the
ballots that follow from an outcome. Section "Elections"."""

import copy
import hashlib

from . import draw, picks

PHASES = {
    "write_ins_read": ("closed",),
    "write_ins_ruled": ("closed",),
    "tie_decided": ("counted", "certified"),
    "item_withdrawn": ("closed", "counted", "certified", "declared"),
}
BY = {
    "write_ins_read": "system", "write_ins_ruled": "scrutineer", "tie_decided": "chair",
    "item_withdrawn": "chair",
}


class Settled:
    """What was settled about a ballot after its cut."""

    def __init__(self):
        self.read = None
        self.rulings = None
        self.ties = []
        self.withdrawn = []


def titles(form):
    return [option["title"] for option in form["options"]]


def automatic(form, name):
    """The one listed candidate with this name, or None."""
    places = [place for place, title in enumerate(titles(form)) if title == name]
    return form["options"][places[0]]["id"] if len(places) == 1 else None


def takes_names(form):
    return form["form"] == "picks" and form["write_ins"] is not None


def to_rule(ballot):
    read = ballot.settled.read or []
    form = ballot.sheet["form"]
    return [entry["name"] for entry in read if automatic(form, entry["name"]) is None]


def awaits_rulings(ballot):
    return ballot.settled.rulings is None and bool(to_rule(ballot))


def rulings(ballot):
    form = ballot.sheet["form"]
    known = {}
    for entry in ballot.settled.read or []:
        listed = automatic(form, entry["name"])
        if listed is not None:
            known[entry["name"]] = {"listed": listed}
    for ruling in ballot.settled.rulings or []:
        known[ruling["name"]] = ruling["as"]
    return known


def names_on(papers):
    found = {}
    for paper in papers:
        for name in paper.get("write_ins", []):
            found[name] = found.get(name, 0) + 1
    ordered = sorted(found, key=lambda name: name.encode("utf-8"))
    return [{"name": name, "papers": found[name]} for name in ordered]


def read(_, ballot, event):
    form, names = ballot.sheet["form"], event["names"]
    if not takes_names(form) or ballot.settled.read is not None:
        yield "V8", "not now: no names to be read"
        return
    if ballot.secret:
        if ballot.key == "lost":
            yield "V14", "not now: the key is lost"
        papers = ballot.cut["count"]
        lawful = (
            picks.rises([entry["name"].encode("utf-8") for entry in names])
            and all(1 <= entry["papers"] <= papers for entry in names)
            and sum(entry["papers"] for entry in names) <= form["write_ins"]["max"] * papers
        )
    else:
        lawful = names == names_on(votes[-1][1] for votes in ballot.votes.values())
    if not names or not lawful:
        yield "V14" if ballot.secret else "V13", "no papers of the box can have these names"
    ballot.settled.read = names


def rule(sitting, ballot, event):
    form, given = ballot.sheet["form"], event["rulings"]
    if not awaits_rulings(ballot):
        yield "V8", "not now: no names wait for a ruling"
        return
    if [ruling["name"] for ruling in given] != to_rule(ballot):
        yield "V8", "not a ruling for each name, in their order"
    keys = [option["id"] for option in form["options"]]
    elected = [found["title"] for found in elected_before(sitting, ballot.sheet)]
    for ruling in given:
        ruled = ruling["as"]
        if ruled.get("person") in elected:
            yield "V8", "a ruling as a person who is elected already"
        if ruled.get("person") in titles(form) or ruled.get("listed", keys[0]) not in keys:
            yield "V8", "a ruling as a person who is listed, or as a candidate who is not"
        if ruled.get("invalid") == "":
            yield "V8", "no reason"
    ballot.settled.rulings = given


def persons_fit(ballot, tally):
    """Whether the persons are those of the rulings, with votes that the names allow."""
    known, bounds = rulings(ballot), {}
    for entry in ballot.settled.read or []:
        person = known.get(entry["name"], {}).get("person")
        if person is not None:
            low, high = bounds.get(person, (0, 0))
            bounds[person] = max(low, entry["papers"]), high + entry["papers"]
    persons = tally.get("write_ins", [])
    return {person["name"] for person in persons} == set(bounds) and all(
        bounds[p["name"]][0] <= p["votes"] <= bounds[p["name"]][1] for p in persons)


def places_of(rule):
    return rule["places"] if rule["kind"] in ("selection", "quota") else None


def allows_run_off(rule):
    tie_rule = rule["tie_rule"]
    return tie_rule in ("revote_among_tied", "chair_decides") or isinstance(tie_rule, dict)


def rows_of(rule, outcome):
    """(item, rank, place) in rank order; place: in, tied, behind, out."""
    if rule["kind"] == "selection":
        names = {"selected": "in", "tied": "tied", "not_selected": "behind", "below_majority": "out"}
        return [(row["item"], row["rank"], names[row["verdict"]]) for row in outcome["rows"]]
    rows = []
    for row in outcome["rows"]:
        graded = row["verdict"] == {"verdict": "graded", "grade": rule["grade"]}
        tied = row["verdict"] == {"verdict": "tied"}
        rows.append((row["item"], row["rank"], "in" if graded else "tied" if tied else "out"))
    return rows


def standing(ballot):
    """Who has a place now: selected, tie, open, others; None without places."""
    rule, outcome = ballot.sheet["rules"]["outcome"], ballot.outcome
    if ballot.phase not in ("counted", "certified", "declared"):
        return None
    if outcome is None or outcome["kind"] != rule["kind"] or places_of(rule) is None:
        return None
    settled, places = ballot.settled, rule["places"]
    rows = rows_of(rule, outcome)
    decided = [item for tie in settled.ties for item in tie["items"]]
    staying = [row for row in rows if row[0] not in settled.withdrawn]
    if rule.get("withdrawal") == "next_in_line" and len(staying) < len(rows):
        selected, tied, left = move_up(staying, rule)
    else:
        selected = [item for item, _, place in staying if place == "in"]
        tied = [item for item, _, place in staying if place == "tied"]
        # A place that was decided stays open when its holder withdraws.
        gone = [item for item, _, _ in rows if item in settled.withdrawn and item in decided]
        left = max(0, outcome["tie"]["open_places"] - len(gone)) if outcome["tie"] else 0
    drawn = [item for item in tied if item in decided]
    rest = [item for item in tied if item not in decided]
    selected, left = selected + drawn, max(0, left - len(drawn))
    if len(rest) <= left:
        selected, left, rest = selected + rest, left - len(rest), []
    tie = {"items": rest, "open_places": left} if rest and left else None
    taken = len(selected) + (left if tie else 0)
    held = selected + (rest if tie else [])
    others = [item for item, _, _ in staying if item not in held]
    return {"selected": selected, "tie": tie, "open": max(0, places - taken), "others": others}


def move_up(staying, rule):
    """The cut again, without those who withdrew."""
    from .outcome import cut

    able = [row for row in staying if row[2] != "out"]
    above, tied = cut(len(able), rule["places"], lambda a, b: able[a][1] == able[b][1])
    if rule["tie_rule"] == "all_tied_in":
        above, tied = above + tied, 0
    items = [row[0] for row in able]
    return items[:above], items[above:above + tied], rule["places"] - above if tied else 0


def lot(ballot, tie, seed):
    statement = "plenum lot\n%s\n%s\n%s\n" % (ballot.id, ballot.count_hash, seed)
    key = hashlib.sha256(statement.encode("utf-8")).digest()
    drawn = draw.order(len(tie["items"]), tie["open_places"], key, draw.LOT)
    return [tie["items"][place] for place in sorted(drawn)]


def may_draw(sitting, ballot):
    rule, link = ballot.sheet["rules"]["outcome"], origin(sitting, ballot.sheet)
    again = link is not None and link["why"] == "run_off"
    return rule["tie_rule"] in ("chair_decides", "lot") or again and allows_run_off(rule)


def decide(sitting, ballot, event):
    rule, now = ballot.sheet["rules"]["outcome"], standing(ballot)
    if now is None or now["tie"] is None:
        yield "V8", "not now: no tie to be decided"
        return
    if following(sitting, ballot.id, "run_off"):
        yield "V8", "not now: a run-off for this tie is prepared"
    tie, items = now["tie"], event["items"]
    if event["by"] == "lot":
        if event["reason"] or not event["seed"] or not may_draw(sitting, ballot):
            yield "V8", "no lot is drawn by this rule, or without a seed"
        elif items != lot(ballot, tie, event["seed"]):
            yield "V15", "the lot names others"
    else:
        if rule["tie_rule"] != "chair_decides" or not event["reason"] or event["seed"] is not None:
            yield "V8", "the chair does not decide by this rule, or without a reason"
        lawful = [item for item in tie["items"] if item in items]
        if items != lawful or len(items) != tie["open_places"]:
            yield "V15", "not as many of the tied as there are places"
    ballot.settled.ties.append(event)


def withdraw(_, ballot, event):
    keys = [item["id"] for item in items_of(ballot.sheet["form"])]
    if takes_names(ballot.sheet["form"]) and ballot.tally is not None:
        keys = picks.candidates(ballot.sheet["form"], ballot.tally)[0]
    if event["item"] in ballot.settled.withdrawn or event["item"] not in keys:
        yield "V8", "nobody of this name, or withdrawn already"
    if not event["reason"]:
        yield "V8", "no reason"
    ballot.settled.withdrawn.append(event["item"])


HANDLERS = {
    "write_ins_read": read, "write_ins_ruled": rule, "tie_decided": decide,
    "item_withdrawn": withdraw,
}


def items_of(form):
    return form.get("rows") or form.get("options") or form.get("questions")


def item(ballot, key):
    """An item of the outcome as it stands on papers."""
    form = ballot.sheet["form"]
    for found in items_of(form):
        if found["id"] == key:
            return found
    keys, _, _ = picks.candidates(form, ballot.tally)
    person = ballot.tally["write_ins"][keys.index(key) - len(form["options"])]
    return {"id": key, "title": person["name"], "note": "", "details": [], "person": None}


def follow_ups(ballot):
    """(why, items, places) of the ballots that an outcome asks for."""
    now = standing(ballot)
    if now is None:
        return []
    rule, found = ballot.sheet["rules"]["outcome"], []
    if now["tie"] and allows_run_off(rule):
        found.append(("run_off", now["tie"]["items"], now["tie"]["open_places"]))
    second = rule["shortfall_rule"] == "second_round" and now["open"] > 0
    if second and len(now["others"]) >= now["open"]:
        why = "further_election" if ballot.sheet["kind"] == "election" else "second_round"
        found.append((why, now["others"], now["open"]))
    return [(why, [item(ballot, key) for key in keys], places) for why, keys, places in found]


def origin(sitting, sheet):
    """What a ballot follows, whether it is held again or changed over or not, or None."""
    link = sheet["link"]
    for _ in range(len(sitting.ballots) + 1):
        if link is None or link["why"] != "rerun":
            return link
        before = sitting.ballots.get(link["ballot"])
        link = before.sheet["link"] if before else None
    return None


def following(sitting, of, why, but=None):
    """Whether a ballot, other than `but`, follows from another for this reason."""
    link = {"ballot": of, "why": why}
    return any(
        b.id != but and b.phase not in ("cancelled", "voided") and origin(sitting, b.sheet) == link
        for b in sitting.ballots.values())


def elected_before(sitting, sheet):
    """Everybody who is in by a ballot that this one comes after."""
    found, link = [], origin(sitting, sheet)
    for _ in range(len(sitting.ballots)):
        first = sitting.ballots.get(link["ballot"]) if link else None
        if first is None or link["why"] != "further_election":
            break
        now = standing(first)
        found += [item(first, key) for key in now["selected"]] if now else []
        link = origin(sitting, first.sheet)
    return found


def lawful_sheet(sitting, first, why):
    """The sheet that follows from an outcome, or None."""
    found = [entry for entry in follow_ups(first) if entry[0] == why]
    if not found or following(sitting, first.id, why):
        return None
    _, items, places = found[0]
    sheet = copy.deepcopy(first.sheet)
    rounds = [b.sheet["round"] for b in sitting.ballots.values()
              if b.sheet["number"] == sheet["number"]]
    sheet["round"], sheet["link"] = max(rounds) + 1, {"ballot": first.id, "why": why}
    if sheet["round"] >= 2**32:
        return None
    rule, form = sheet["rules"]["outcome"], sheet["form"]
    rule["places"], sheet["draw"] = places, None
    if rule["kind"] == "selection":
        if why == "run_off":
            rule["majority"] = rule["run_off_majority"]
        exactly = form["min"] == form["max"]
        form["options"], form["max"] = items, places
        form["min"] = places if exactly else min(form["min"], places)
        if why != "further_election":
            form["write_ins"] = None
        elif form["write_ins"]:
            form["write_ins"]["max"] = min(form["write_ins"]["max"], places)
    else:
        places_on = {row["id"]: place for place, row in enumerate(form["rows"])}
        for source in rule["composite"]["sources"] if rule["composite"] else []:
            source["scores"] = [source["scores"][places_on[found["id"]]] for found in items]
        form["rows"], rule["percent"] = items, None
        if len(items) * max(1, len(form["criteria"])) < 2:
            form["all_equal"] = "allowed"
        for quota in form["quotas"]:
            quota["min"] = 0
            if quota["grade"] == rule["grade"]:
                quota["max"] = min(quota["max"], places)
    return sheet


def named(items):
    return sorted((found["id"], found["title"]) for found in items)


def same_person(one, other):
    """Whether two candidates are one: the same person on the roster, else the same name."""
    if one["person"] is not None and other["person"] is not None:
        return one["person"] == other["person"]
    return one["title"] == other["title"]


def link_fault(sitting, id, sheet):
    """Why a sheet is not what its link says, or None."""
    link = sheet["link"]
    if link is None:
        return None
    first = sitting.ballots.get(link["ballot"])
    if first is None or link["ballot"] == id:
        return "the ballot that it follows"
    why = link["why"]
    if why == "rerun":
        return None
    if following(sitting, link["ballot"], why, id):
        return "a ballot that follows twice"
    now, rule = standing(first), first.sheet["rules"]["outcome"]
    if now is None:
        return "a ballot that follows from no count"
    items, majority = items_of(sheet["form"]), sheet["rules"]["outcome"].get("majority")
    places = places_of(sheet["rules"]["outcome"])
    if why == "primary":
        selected = [item(first, key) for key in now["selected"]]
        lawful = now["tie"] is None and len(items) == len(selected)
        lawful = lawful and all(any(same_person(one, due) for due in selected) for one in items)
        lawful = lawful and all(any(same_person(due, one) for one in items) for due in selected)
        return None if lawful else "candidates whom the primary did not select"
    if why == "further_election":
        asked = rule["shortfall_rule"] == "second_round" and now["open"] > 0
        elected = elected_before(sitting, sheet)
        lawful = asked and first.sheet["kind"] == "election" and places == now["open"]
        lawful = lawful and not any(same_person(one, found) for one in elected for found in items)
        due = rule.get("majority")
    else:
        found = [entry for entry in follow_ups(first) if entry[0] == why]
        lawful = bool(found) and named(items) == named(found[0][1]) and places == found[0][2]
        lawful = lawful and not takes_names(sheet["form"])
        due = rule.get("run_off_majority" if why == "run_off" else "majority")
    return None if lawful and majority == due else "items, places or majority of what follows"


def link_stands(sitting, id, sheet):
    link = origin(sitting, sheet)
    if link is None:
        return True
    first = sitting.ballots.get(link["ballot"])
    counted = first is not None and first.phase in ("counted", "certified", "declared")
    return counted and link_fault(sitting, id, sheet) is None


def undecided(sitting, ballot):
    """Whether a tie keeps the result from being declared."""
    rule, now = ballot.sheet["rules"]["outcome"], standing(ballot)
    return (
        now is not None and now["tie"] is not None
        and rule["tie_rule"] in ("chair_decides", "lot")
        and not following(sitting, ballot.id, "run_off"))
