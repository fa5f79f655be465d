"""From figures to an outcome, in integers: sections "Turnout, papers, tally" and "Outcomes"."""

from . import quota

from . import forms, picks


def needed(share, base):
    """Least whole number that meets the share of `base`."""
    n, d = (int(part) for part in share["fraction"].split("/"))
    return base * n // d + 1 if share["comparator"] == "gt" else -(-base * n // d)


def quorum_holds(quorum, present, members):
    return quorum is None or members > 0 and present >= needed(quorum, members)


def threshold_needed(threshold, base):
    return max(1, needed(threshold, base))


class Figures:
    """What bases are taken of."""

    def __init__(self, turnout, papers, weights=None, shrinks=()):
        # By item: what is taken off the bases of people.
        self.shrinks = shrinks
        self.of_papers = weights or {
            "total_membership": turnout["members"],
            "present": turnout["present_at_open"],
            "papers_issued": papers["issued"],
            "papers_returned": papers["returned"],
            "valid_papers": papers["valid"],
        }
        self.silent = turnout["auto_abstained"]

    def of_item(self, place):
        """The bases of one row or option."""
        # Nobody is recused from a person who is written in.
        if place >= len(self.shrinks):
            return self
        one = Figures.__new__(Figures)
        one.shrinks, one.of_papers, one.silent = (), dict(self.of_papers), self.silent
        for base, off in self.shrinks[place].items():
            one.of_papers[base] -= off
        return one

    def base(self, name, grades=None, row=None):
        if name in self.of_papers:
            return self.of_papers[name]
        if name == "valid_rows":
            return valid_rows(grades, row)
        roles = {"for_plus_against": ("for", "against"), "expressed": ("for", "against", "abstain")}
        silent = self.silent if name == "expressed" else 0
        return silent + sum(v for g, v in zip(grades, row["votes"]) if g["role"] in roles[name])

    def meets(self, threshold, votes, grades, row):
        base = self.base(threshold["base"], grades, row)
        return votes >= threshold_needed(threshold, base)


def valid_rows(grades, row):
    return sum(v for g, v in zip(grades, row["votes"]) if g["counts_in_base"])


def votes_for(grades, row, ids):
    return sum(v for g, v in zip(grades, row["votes"]) if g["id"] in ids)


def shrinks_of(rule, recused):
    """What recused members take off the bases, as far as the rule says so."""
    return [
        {
            "total_membership": item["members"] if rule["base_shrinks"] else 0,
            "present": item["present"] if rule["present_shrinks"] else 0,
        }
        for item in recused or ()
    ]


def decide(sheet, turnout, papers, tally, tallies=None, recused=None, weights=None):
    """The outcome that the rule of the sheet has for these figures."""
    rule, form = sheet["rules"]["outcome"], sheet["form"]
    shrinks = shrinks_of(sheet["rules"]["recusal"], recused)
    figures = Figures(turnout, papers, weights, shrinks)
    if papers["valid"] == 0:
        return {"kind": "no_result"}
    if rule["kind"] == "quota":
        return quota.decide(rule, form, figures, tally, sheet["rules"]["groups"], tallies)
    return RULES[rule["kind"]](rule, form, figures, tally)


def by_threshold(rule, form, figures, tally):
    rows = []
    for place, (item, row) in enumerate(zip(form["rows"], tally["rows"])):
        votes = votes_for(form["grades"], row, rule["grades"])
        base = figures.of_item(place).base(rule["threshold"]["base"], form["grades"], row)
        least = threshold_needed(rule["threshold"], base)
        rows.append({
            "item": item["id"], "votes": votes, "base_count": base, "needed": least,
            "adopted": votes >= least,
        })
    return {"kind": "threshold", "rows": rows}


def cut(count, places, same):
    """How many of a list of `count`, best first, are above the cut, and how many are tied on it."""
    if count <= places:
        return count, 0
    if not same(places - 1, places):
        return places, 0
    above = places - 1
    while above > 0 and same(above - 1, places):
        above -= 1
    end = places
    while end < count and same(end, places):
        end += 1
    return above, end - above


def settle(rule, above, tied):
    """Where the cut falls under the rule for ties."""
    return (above + tied, 0) if rule["tie_rule"] == "all_tied_in" else (above, tied)


def tie_of(ids, above, tied, places):
    if not tied:
        return None
    return {"items": ids[above:above + tied], "open_places": places - above}


def by_selection(rule, form, figures, tally):
    keys, votes, against = picks.candidates(form, tally)
    places = rule["places"]
    fewer = rule["tie_rule"] == {"secondary_key": "fewer_against"}

    def merit(option):
        return votes[option], -against[option] if fewer else 0

    order = sorted(range(len(votes)), key=merit, reverse=True)
    # Sorted the other way round Python keeps equal ones in paper order all the same.
    majority = rule["majority"]

    def least(option):
        if majority is None:
            return 1
        return threshold_needed(majority, figures.of_item(option).base(majority["base"]))

    reaching = [option for option in order if votes[option] >= least(option)]
    above, tied = cut(
        len(reaching), places, lambda a, b: merit(reaching[a]) == merit(reaching[b]))
    above, tied = settle(rule, above, tied)
    rows = []
    for option in order:
        if option in reaching[:above]:
            verdict = "selected"
        elif option in reaching[:above + tied]:
            verdict = "tied"
        else:
            verdict = "not_selected" if option in reaching else "below_majority"
        rows.append({
            "item": keys[option], "votes": votes[option], "verdict": verdict,
            "rank": 1 + sum(1 for other in order if merit(other) > merit(option)),
        })
    tie = tie_of([keys[option] for option in reaching], above, tied, places)
    return {
        "kind": "selection", "rows": rows, "tie": tie,
        "shortfall": 0 if tied else max(0, places - above),
    }


def by_ladder(rule, form, figures, tally):
    rows = []
    for place, (item, row) in enumerate(zip(form["rows"], tally["rows"])):
        grade = ladder_grade(rule, form["grades"], row, figures.of_item(place))
        verdict = {"verdict": "graded", "grade": grade} if grade else {"verdict": "no_result"}
        rows.append({"item": item["id"], "verdict": verdict})
    return {"kind": "ladder", "rows": rows}


def ladder_grade(rule, grades, row, figures):
    cells = zip(grades, row["votes"])
    if not any(v for g, v in cells if g["counts_in_base"] and g["role"] != "abstain"):
        return None
    for step in rule["steps"]:
        base = figures.base(step["threshold"]["base"], grades, row)
        if votes_for(grades, row, step["sum"]) >= threshold_needed(step["threshold"], base):
            return step["grade"]
    return rule["otherwise"]


RULES = {
    "threshold": by_threshold,
    "selection": by_selection,
    "ladder": by_ladder,
    "points": forms.by_points,
    "mean": forms.by_mean,
    "counts": lambda rule, form, figures, tally: {"kind": "counts"},
}
