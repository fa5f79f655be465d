"""Hands and papers: who has a paper, figures that people enter twice, what follows from them.
Section "Hands and papers"."""

import copy

from . import election, outcome, papers
from .agenda import is_adopted

NOTES_MAX = 20
RUNNING, COUNTED = ("open", "suspended"), ("counted", "certified", "declared")
GRAMMAR = {
    "paper_issued": (RUNNING, None), "paper_taken_back": (RUNNING, None),
    "vote_annulled": (RUNNING, None), "issue_reported": (RUNNING, None),
    "assistance_noted": (RUNNING, None),
    "difference_explained": (RUNNING + ("closed",), None),
    "figures_entered": (("closed",), None), "figures_confirmed": (("closed",), None),
    "correction_proposed": (COUNTED, None), "count_corrected": (COUNTED, "counted"),
    "declaration_noted": (("declared",), None),
    "casting_changed": (("ready",) + RUNNING, None),
}
BY = {
    "paper_issued": "operator", "paper_taken_back": "operator", "vote_annulled": "operator",
    "issue_reported": "operator", "assistance_noted": "operator",
    "difference_explained": "chair", "figures_entered": "operator",
    "figures_confirmed": "scrutineer", "correction_proposed": "operator",
    "count_corrected": "scrutineer", "declaration_noted": "operator", "casting_changed": "chair",
}


class Manual:
    """What people did by hand in one ballot."""

    def __init__(self):
        self.on_paper, self.assisted = set(), set()
        self.annulled = {}  # delegate -> acts that count no more
        self.reported = None
        self.explained = set()
        self.accounts = self.counted = None  # (entry, confirmed)
        self.proposal = None
        self.corrections = self.notes = 0

    def confirmed_accounts(self):
        return self.accounts[0] if self.accounts and self.accounts[1] else None

    def figures(self):
        """All figures once two people have entered them, else None."""
        if not self.counted or not self.counted[1]:
            return None
        entry = self.counted[0]
        if entry["kind"] != "papers":
            return entry
        accounts = self.confirmed_accounts()
        count = {key: value for key, value in entry.items() if key != "kind"}
        accounts = {key: value for key, value in accounts.items() if key != "kind"}
        return {"kind": "papers", "accounts": accounts, "count": count}

    def keeps_from_tablet(self, casting, delegate):
        return casting not in ("tablet", "mixed") or delegate in self.on_paper


def casting_of(ballot):
    return ballot.sheet["rules"]["casting"]


def sheet_fault(sheet):
    """What a way of voting cannot have, or None."""
    rules, form = sheet["rules"], sheet["form"]
    casting, fallback = rules["casting"], rules["fallback"]
    if len(set(fallback)) != len(fallback) or casting in fallback:
        return "the ways to fall back on"
    if casting == "tablet":
        return None
    if rules["show_while_open"] == "tally" or rules["live_tally_in_secret"]:
        return "running totals of hands or papers"
    if rules["publish_papers"] or rules["publish_names"] or rules["close_when_all_voted"]:
        return "what hands and papers cannot have"
    if rules["secrecy"] == "roll_call":
        return "a roll call without tablets"
    if form["form"] == "text":
        return "free text on paper"
    if casting == "hands":
        one = form["form"] == "marks" and len(form["rows"]) == 1
        one = one and not form["quotas"] and not form["criteria"]
        if not one or rules["secrecy"] == "secret":
            return "a show of hands of more than one question, or a secret one"
    return None


def change_over(sheet, ballot, round, casting):
    """The sheet of the ballot that takes over when the tablets fail."""
    sheet = copy.deepcopy(sheet)
    sheet["round"], sheet["link"] = round, {"ballot": ballot, "why": "rerun"}
    rules = sheet["rules"]
    if rules["secrecy"] == "roll_call":
        rules["secrecy"], rules["call_order"] = "recorded", None
    rules["casting"] = casting
    rules["fallback"] = [other for other in rules["fallback"] if other != casting]
    if casting == "tablet":
        return sheet
    rules["close_when_all_voted"] = rules["live_tally_in_secret"] = False
    rules["publish_papers"] = rules["publish_names"] = False
    rules["not_voted"], rules["presence_needed"] = "report", True
    rules["growing"] = rules["background"] = False
    rules["rooms"] = rules["rooms"] and casting == "mixed"
    if rules["show_while_open"] == "tally":
        rules["show_while_open"] = "turnout"
    if casting in ("hands", "paper"):
        rules["duration_s"] = None
    if casting == "hands":
        rules["secrecy"] = "recorded"
    return sheet


def differences(ballot):
    """In what papers and voters who signed in are not the same number."""
    if casting_of(ballot) != "paper":
        return set()
    signed_in, manual = len(ballot.been_present), ballot.manual
    accounts = manual.confirmed_accounts()
    if accounts:
        found = {"issued"} if accounts["issued"] != signed_in else set()
        return found | ({"returned"} if accounts["returned"] > signed_in else set())
    reported = manual.reported
    return {"issued"} if reported is not None and reported != signed_in else set()


def excess(ballot):
    """(returned, issued) where more came back than went out, else None."""
    accounts = ballot.manual.confirmed_accounts()
    if not accounts:
        return None
    if accounts["returned"] > accounts["issued"]:
        return accounts["returned"], accounts["issued"]
    returned = accounts["returned"] + len(ballot.votes)
    if casting_of(ballot) == "mixed" and returned > ballot.turnout["eligible"]:
        return returned, ballot.turnout["eligible"]
    return None


def is_entered(ballot):
    """Whether everything that people count is there, and explained."""
    if casting_of(ballot) == "tablet":
        return True
    if ballot.manual.figures() is None:
        return False
    return not excess(ballot) and differences(ballot) <= ballot.manual.explained


def entry_fault(ballot, entry):
    """(check, what) that is wrong with one entry, or None."""
    casting, form, turnout = casting_of(ballot), ballot.sheet["form"], ballot.turnout
    kind = entry["kind"]
    if (kind in ("hands", "consent")) != (casting == "hands"):
        return "V8", "figures that this ballot does not ask for"
    if kind == "consent":
        return None if choice_for(form) is not None else ("V8", "nothing to consent to")
    if kind == "hands":
        return hands_fault(entry["tally"], form, turnout)
    if kind == "accounts":
        return accounts_fault(ballot, entry)
    accounts = ballot.manual.confirmed_accounts()
    if not accounts:
        return "V8", "papers counted before they are accounted for"
    return count_fault(entry, accounts, form)


def choice_for(form):
    """The only choice that is a vote for, else None."""
    places = [n for n, grade in enumerate(form.get("grades", ())) if grade["role"] == "for"]
    return places[0] if len(places) == 1 else None


def hands_fault(tally, form, turnout):
    if not papers.tally_has_form(tally, form):
        return "V20", "hands in another form"
    row = tally["rows"][0]
    if row["blank"] or row["invalid"] or row["recused"] or sum(row["votes"]) > turnout["eligible"]:
        return "V20", "more hands than people, or hands for nothing"
    return None


def accounts_fault(ballot, accounts):
    if accounts["issued"] + accounts["replaced"] > accounts["printed"]:
        return "V20", "more papers than were printed"
    if casting_of(ballot) == "mixed" and accounts["issued"] != len(ballot.manual.on_paper):
        return "V20", "other papers issued than went out by name"
    return None


def count_fault(count, accounts, form):
    valid = count["valid"]
    if valid + sum(count["invalid"].values()) != accounts["returned"]:
        return "V20", "valid and invalid papers are not those returned"
    if not papers.tally_has_form(count["tally"], form):
        return "V20", "a tally of another form"
    if not papers.lies_on_paper(count["tally"], form, valid):
        return "V20", "no papers can have given the tally"
    return None


def figures_fault(ballot, figures):
    casting, kind = casting_of(ballot), figures["kind"]
    if kind != "papers":
        return entry_fault(ballot, figures)
    if casting not in ("paper", "mixed"):
        return "V8", "figures that this ballot does not ask for"
    accounts = figures["accounts"]
    fault = accounts_fault(ballot, accounts)
    if not fault and accounts["returned"] > accounts["issued"]:
        fault = "V20", "more papers returned than issued"
    return fault or count_fault(figures["count"], accounts, ballot.sheet["form"])


def part_of(figures, form, turnout):
    """Papers and tally of what people counted."""
    if figures["kind"] == "papers":
        accounts, count = figures["accounts"], figures["count"]
        return {
            "papers": {
                "issued": accounts["issued"], "returned": accounts["returned"],
                "valid": count["valid"], "invalid": sum(count["invalid"].values()),
            },
            "tally": count["tally"],
        }
    if figures["kind"] == "hands":
        tally = figures["tally"]
        raised = sum(tally["rows"][0]["votes"])
    else:
        tally, raised = papers.tally_of([], form), turnout["did_not_vote"]
        tally["rows"][0]["votes"][choice_for(form)] = raised
    counted = {"issued": turnout["eligible"], "returned": raised, "valid": raised, "invalid": 0}
    return {"papers": counted, "tally": tally}


def lawful_count(ballot, tablet, figures):
    """The count that follows from both channels."""
    form, cut = ballot.sheet["form"], ballot.turnout
    part = part_of(figures, form, cut)
    if tablet:
        sums = {key: part["papers"][key] + tablet["papers"][key] for key in part["papers"]}
        part = {"papers": sums, "tally": papers.tally_sum(part["tally"], tablet["tally"])}
    voted = min(part["papers"]["returned"], cut["eligible"])
    left = min(cut["left_early"], cut["eligible"] - voted)
    silent = cut["eligible"] - voted - left
    turnout = {**cut, "voted": voted, "left_early": left, "did_not_vote": silent}
    return {
        "turnout": turnout, "papers": part["papers"], "tally": part["tally"],
        "outcome": outcome.decide(
            ballot.sheet, turnout, part["papers"], part["tally"], None, ballot.item_figures),
        "groups": None, "weights": None,
        "recused": ballot.item_figures,
        "channels": {"tablet": tablet, "manual": figures},
    }


def compare(count, lawful):
    """Yields in what a count is not the one that follows."""
    for key, check in [
        ("turnout", "V20"), ("papers", "V20"), ("channels", "V20"), ("recused", "V20"),
        ("groups", "V20"), ("weights", "V20"), ("tally", "V13"), ("outcome", "V15"),
    ]:
        if count[key] != lawful[key]:
            yield check, "%s of the count: not what follows from the channels" % key


class HandsAndPapers:
    """The events of hands and papers, for the sitting."""

    def on_paper_issued(self, ballot, event, at_ms, hash):
        manual, delegate = ballot.manual, event["delegate"]
        if casting_of(ballot) != "mixed" or delegate in manual.on_paper:
            yield "V8", "no paper to be handed out"
        elif not ballot.admits(delegate) or not self.takes_part(ballot, delegate):
            yield "V10", "a paper for somebody who may not vote"
        elif not self.room_votes(ballot, delegate):
            yield "V10", "a paper in a room that does not vote now"
        elif delegate in ballot.votes:
            yield "V10", "a paper for somebody whose vote of the tablet stands"
        else:
            manual.on_paper.add(delegate)

    def on_paper_taken_back(self, ballot, event, at_ms, hash):
        if casting_of(ballot) != "mixed" or event["delegate"] not in ballot.manual.on_paper:
            yield "V8", "no paper in hand"
        ballot.manual.on_paper.discard(event["delegate"])

    def on_vote_annulled(self, ballot, event, at_ms, hash):
        delegate = event["delegate"]
        votes = ballot.votes.get(delegate)
        if casting_of(ballot) != "mixed" or not votes:
            yield "V10", "no vote to be annulled"
            return
        if votes[-1][0] != event["cast_id"]:
            yield "V10", "it names another act than the one that counts"
        del ballot.votes[delegate]
        ballot.manual.annulled.setdefault(delegate, []).extend(act for act, _ in votes)

    def on_issue_reported(self, ballot, event, at_ms, hash):
        if casting_of(ballot) != "paper" or ballot.manual.reported == event["issued"]:
            yield "V8", "nothing to report"
        ballot.manual.reported = event["issued"]

    def on_assistance_noted(self, ballot, event, at_ms, hash):
        delegate = event["delegate"]
        if not ballot.admits(delegate) or delegate in ballot.manual.assisted:
            yield "V8", "no voter, or noted before"
        ballot.manual.assisted.add(delegate)

    def on_difference_explained(self, ballot, event, at_ms, hash):
        about = event["about"]
        if not event["text"] or about in ballot.manual.explained:
            yield "V8", "no reason, or explained before"
        if about not in differences(ballot):
            yield "V8", "there is no such difference"
        ballot.manual.explained.add(about)

    def on_figures_entered(self, ballot, event, at_ms, hash):
        yield from self.enter(ballot, event["entry"], False)

    def on_figures_confirmed(self, ballot, event, at_ms, hash):
        yield from self.enter(ballot, event["entry"], True)

    def enter(self, ballot, entry, confirms):
        manual = ballot.manual
        if casting_of(ballot) == "tablet":
            yield "V8", "figures that this ballot does not ask for"
            return
        place = "accounts" if entry["kind"] == "accounts" else "counted"
        before = getattr(manual, place)
        if before and before[1]:
            yield "V8", "entered by two people before"
            return
        if entry["kind"] == "papers" and not confirms and not differences(ballot) <= manual.explained:
            yield "V8", "a difference that nobody explained"
        fault = entry_fault(ballot, entry)
        if fault:
            yield fault
            return
        if confirms and (not before or before[0] != entry):
            yield "V20", "not what the operator entered"
            return
        setattr(manual, place, (entry, confirms))

    def on_correction_proposed(self, ballot, event, at_ms, hash):
        yield from self.corrigible(ballot, event["figures"])
        if not event["reason"]:
            yield "V8", "no reason"
        if ballot.channels and ballot.channels["manual"] == event["figures"]:
            yield "V8", "nothing is corrected"
        ballot.manual.proposal = event["figures"]

    def on_count_corrected(self, ballot, event, at_ms, hash):
        manual, figures = ballot.manual, event["figures"]
        faults = list(self.corrigible(ballot, figures))
        yield from faults
        if manual.proposal != figures:
            yield "V20", "not what the operator proposed"
        elif not faults:
            lawful = lawful_count(ballot, ballot.channels["tablet"], figures)
            yield from compare(event["count"], lawful)
            if event["count"]["recused"] != ballot.item_figures:
                yield "V20", "the recusals are not those of the record"
            ballot.channels = lawful["channels"]
            ballot.outcome, ballot.tally = lawful["outcome"], lawful["tally"]
        # Persons written in have their keys by the figures that no longer stand.
        ballot.settled.ties = []
        listed = {found["id"] for found in election.items_of(ballot.sheet["form"])}
        ballot.settled.withdrawn = [key for key in ballot.settled.withdrawn if key in listed]
        manual.proposal = None
        manual.corrections += 1
        ballot.count_hash = hash
        ballot.adopted = is_adopted(event["count"])

    def corrigible(self, ballot, figures):
        if not ballot.channels or ballot.manual.corrections >= NOTES_MAX:
            yield "V8", "a count that cannot be corrected"
            return
        fault = figures_fault(ballot, figures)
        if fault:
            yield fault

    def on_declaration_noted(self, ballot, event, at_ms, hash):
        if not event["text"] or ballot.manual.notes >= NOTES_MAX:
            yield "V8", "an empty note, or one too many"
        ballot.manual.notes += 1

    def on_casting_changed(self, ballot, event, at_ms, hash):
        number = ballot.sheet["number"]
        rounds = [b.sheet["round"] for b in self.ballots.values() if b.sheet["number"] == number]
        casting = event["sheet"]["rules"]["casting"]
        lawful = change_over(ballot.sheet, ballot.id, max(rounds) + 1, casting)
        if lawful["round"] >= 2**32:
            yield "V8", "more rounds than can be numbered"
        if casting not in ballot.sheet["rules"]["fallback"] or event["sheet"] != lawful:
            yield "V8", "the sheet is not that of the ballot by another way of voting"
        if papers.sheet_fault(lawful) or sheet_fault(lawful):
            yield "V8", "this way of voting is not lawful here"
        if not event["reason"] or event["to_ballot"] in self.ballots:
            yield "V8", "no reason, or the other ballot is there already"
            return
        opened = ballot.phase != "ready"
        ballot.phase = "voided" if opened else "cancelled"
        taking_over = self.ready_ballot(event["to_ballot"], lawful)
        since = {id: recusal.items for id, recusal in ballot.recused.items()}
        taking_over.declared = since if opened else dict(ballot.declared)
        taking_over.amended = ballot.amended
        self.ballots[event["to_ballot"]] = taking_over
