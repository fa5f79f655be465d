"""Draws, amendments and documents: which of it is lawful where. Section "Events"."""

import hashlib

from . import draw as draws

DRAWS_MAX, DOCUMENTS_MAX, VERSIONS_MAX = 20, 10, 5_000
OVER = ("declared", "cancelled", "voided")


class Agenda:
    """What of a sitting is no ballot and no person. Part of `Sitting`."""

    def __init__(self):
        super().__init__()
        self.draws = {}
        self.versions = {}  # (title, version) of a document -> its hash

    def find_draw(self, id):
        draw = self.draws.get(id)
        return None if draw is None or draw.superseded else draw

    def on_draw_committed(self, event):
        old = event["replaces"]
        known = [draw for draw in self.draws.values() if not draw.superseded]
        fault = None
        if event["draw"] in self.draws or len(self.draws) >= DRAWS_MAX:
            fault = "the id is taken, or one draw too many"
        elif not event["title"]:
            fault = "it does not say what is drawn"
        elif old is not None and self.find_draw(old) is None:
            fault = "it takes the place of no draw that stands"
        elif (old is None) != (event["reason"] == ""):
            fault = "a reason goes with a draw that takes the place of another one"
        elif old is None and any(draw.event["title"] == event["title"] for draw in known):
            fault = "the same matter was drawn already"
        fault = fault or draws.list_fault(event["list"])
        if fault:
            yield "V8", "not a lawful draw: " + fault
            return
        lawful = draws.strata(event["list"], event["rules"])
        if lawful is None:
            yield "V8", "list and rules of the draw do not go together"
            return
        if event["number"] != len(self.draws) + 1:
            yield "V21", "the number of the draw is another one"
        if event["list_hash"] != draws.list_hash(event["list"]):
            yield "V21", "the hash is not that of the list"
        if event["strata"] != lawful:
            yield "V21", "strata or seats do not follow from list and rules"
        kept = {**event, "strata": lawful, "list_hash": draws.list_hash(event["list"])}
        if old is not None:
            self.draws[old].superseded = True
        self.draws[event["draw"]] = draws.Draw(kept)

    def on_draw_made(self, event):
        draw = self.find_draw(event["draw"])
        secret = hashlib.sha256(bytes.fromhex(event["secret"])).hexdigest()
        if draw is None or draw.made:
            yield "V8", "no draw that waits for digits"
        elif not draws.digits_are_clean(event["digits"]):
            yield "V8", "these are not digits as they are called out"
        elif secret != draw.event["commitment"]:
            yield "V21", "the secret is not the one that was committed to"
        else:
            for what in draw.make(event):
                yield "V21", what

    def on_draw_replaced(self, event):
        draw = self.find_draw(event["draw"])
        if draw is None or not draw.made:
            yield "V8", "nobody was drawn"
        elif not event["reason"]:
            yield "V8", "no reason"
        elif not draw.replace(event["out"], event["in"]):
            yield "V21", "not the next substitute of the same stratum"

    def agenda_fault(self, id, sheet, ballots):
        """What a sheet amends, pins or takes its rows from and may not, or None."""
        titles = [document["title"] for document in sheet["documents"]]
        if len(titles) > DOCUMENTS_MAX or len(set(titles)) != len(titles):
            return "the documents"
        for document in sheet["documents"]:
            if not document["title"] or not document["version"]:
                return "title or version of a document"
            known = self.versions.get((document["title"], document["version"]))
            if known not in (None, document["sha256"]):
                return "another text under the same version"
        fresh = [(d["title"], d["version"]) not in self.versions for d in sheet["documents"]]
        if len(self.versions) + sum(fresh) > VERSIONS_MAX:
            return "too many versions"
        return self.amends_fault(id, sheet, ballots) or self.rows_fault(sheet)

    def amends_fault(self, id, sheet, ballots):
        target = ballots.get(sheet["amends"])
        if sheet["amends"] is None:
            return None
        if target is None or sheet["amends"] == id or target.phase not in ("draft", "ready"):
            return "what it amends"
        if (sheet["kind"], target.sheet["kind"]) != ("motion_vote", "motion_vote"):
            return "only motions amend motions"
        seen, next = {id}, sheet["amends"]
        while next is not None:
            if next in seen:
                return "amendments amend each other"
            seen.add(next)
            next = ballots[next].sheet["amends"] if next in ballots else None
        return None

    def rows_fault(self, sheet):
        if sheet["draw"] is None:
            return None
        draw = self.find_draw(sheet["draw"])
        if draw is None or not draw.made:
            return "the draw that it takes its rows from"
        form = sheet["form"]
        items = form["rows"] if "rows" in form else form.get("options", [])
        rows = [(item["id"], item["title"], item["note"]) for item in items]
        lawful = [(str(n), *row) for n, row in enumerate(draw.rows(), 1)]
        return None if rows == lawful else "the rows are not those who were drawn"

    def pin(self, sheet):
        for document in sheet["documents"]:
            self.versions[document["title"], document["version"]] = document["sha256"]


def order_fault(ballot, ballots):
    """Why a ballot may not be opened before another one, or None."""
    line, link = {ballot.id}, ballot.sheet["link"]
    while link is not None and link["ballot"] not in line:
        line.add(link["ballot"])
        before = ballots.get(link["ballot"])
        link = before.sheet["link"] if before else None
    for other in ballots.values():
        if other.sheet["amends"] in line and other.phase not in OVER:
            return "an amendment is not decided yet"
    if ballot.amended and ballot.sheet["documents"]:
        return "an amendment was adopted, and the text is the old one"
    return None


def is_adopted(count):
    outcome = count["outcome"]
    return outcome["kind"] == "threshold" and all(row["adopted"] for row in outcome["rows"])
