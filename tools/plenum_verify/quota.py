"""A grade for the first n of a ranking, by votes, scores and composites: section "Outcomes"."""

from fractions import Fraction

from . import marks


def fault(rule, form, fits):
    """What makes the rule unlawful, or None; `fits` says whether votes are part of a base."""
    grades = {grade["id"]: grade for grade in form["grades"]}
    rows = len(form["rows"])
    if not 1 <= rule["places"] <= rows or not rule["ranking"]:
        return "places or ranking of the quota"
    if rule["percent"] is not None and min(rule["percent"], 100) * rows // 100 != rule["places"]:
        return "the percentage of the quota"
    scored = all(g["weight"] is not None for g in grades.values() if g["counts_in_base"])
    for key in rule["ranking"]:
        lawful = not form["criteria"] and key["grade"] in grades if key["key"] == "votes" else scored
        if not lawful:
            return "the ranking of the quota"
    if not fits([rule["grade"]], "valid_rows", grades):
        return "the grade of the quota"
    if rule["floor"] and not fits([rule["grade"]], rule["floor"]["base"], grades):
        return "the floor of the quota"
    if rule["others"] and rule["others"]["base"] != "valid_rows":
        return "the majority for the others"
    second = secondary_key(rule)
    if second is not None and (form["criteria"] or not isinstance(second, dict)
                               or any(grade not in grades for grade in second.values())):
        return "what decides a tie of the quota"
    if form["criteria"] and (rule["floor"] or rule["others"]):
        return "votes of a row with criteria"
    return composite_fault(rule, rows)


def secondary_key(rule):
    """What comes second where votes are equal, or None."""
    return rule["tie_rule"]["secondary_key"] if isinstance(rule["tie_rule"], dict) else None


def composite_fault(rule, rows):
    composite = rule["composite"]
    if (composite is None) == ({"key": "composite"} in rule["ranking"]):
        return "a composite is ranked by where it is defined"
    if composite is None:
        return None
    sources = composite["sources"]
    ids = [source["id"] for source in sources]
    if not 1 <= len(sources) <= 8 or len(set(ids)) != len(ids) or composite["ballot_weight"] < 1:
        return "the parts of the composite"
    if composite["ballot_weight"] + sum(source["weight"] for source in sources) != 100:
        return "the weights of the composite"
    for source in sources:
        if source["weight"] < 1 or source["decimals"] > 4 or len(source["scores"]) != rows:
            return "a source of the composite"
        most = 1000 * 10 ** source["decimals"]
        if any(score > most for score in source["scores"]):
            return "a score of the composite"
    return None


def ranks_by_score(rule):
    return rule["kind"] == "quota" and any(key["key"] != "votes" for key in rule["ranking"])


def mean(form, tally, row):
    """The score of a row over its criteria, or None where one of them has no counted vote."""
    weights = [criterion["weight"] for criterion in form["criteria"]] or [1]
    total = Fraction(0)
    for weight, cell in zip(weights, marks.by_row(form, tally["rows"])[row]):
        counted = [(g["weight"], votes) for g, votes in zip(form["grades"], cell["votes"])
                   if g["weight"] is not None and g["counts_in_base"]]
        papers = sum(votes for _, votes in counted)
        if papers == 0:
            return None
        total += weight * Fraction(sum(points * votes for points, votes in counted), papers)
    return total / sum(weights)


def score(form, tally, groups, tallies, row):
    if groups is None:
        return mean(form, tally, row)
    parts = [(share["weight"], mean(form, group["tally"], row))
             for share, group in zip(groups["shares"], tallies)]
    counted = [(weight, value) for weight, value in parts if value is not None]
    if not counted or groups["empty"] == "refuse" and len(counted) < len(parts):
        return None
    return sum(weight * value for weight, value in counted) / sum(weight for weight, _ in counted)


def composite_of(composite, row, own):
    if own is None:
        return None
    total = composite["ballot_weight"] * own
    for source in composite["sources"]:
        total += source["weight"] * Fraction(source["scores"][row], 10 ** source["decimals"])
    total /= 100
    if composite["ranked"] == "exact":
        return total
    return Fraction((total * 10_000 + Fraction(1, 2)).__floor__(), 10_000)


def decide(rule, form, figures, tally, groups, tallies):
    grades, item_rows = form["grades"], form["rows"]
    rows = marks.by_row(form, tally["rows"])
    second = secondary_key(rule)

    def standing(row):
        """What ranks the row, key by key; None where it cannot be ranked."""
        if not any(figures.base("valid_rows", grades, cell) for cell in rows[row]):
            return None
        own = score(form, tally, groups, tallies, row) if ranks_by_score(rule) else None
        keys = []
        for key in rule["ranking"]:
            if key["key"] == "votes":
                keys.append(votes_for(grades, rows[row][0], key["grade"]))
            else:
                keys.append(own if key["key"] == "score" else
                            composite_of(rule["composite"], row, own))
        if second:
            (way, grade), = second.items()
            votes = votes_for(grades, rows[row][0], grade)
            keys.append(votes if way == "more" else -votes)
        return None if None in keys else keys

    def may(row):
        """Whether the row may be given the grade, whatever its rank."""
        if form["criteria"]:
            return True
        votes, floor = votes_for(grades, rows[row][0], rule["grade"]), rule["floor"]
        if rule["ranking"][0] == {"key": "votes", "grade": rule["grade"]} and votes == 0:
            return False
        return floor is None or figures.of_item(row).meets(floor, votes, grades, rows[row][0])

    standings = [standing(row) for row in range(len(item_rows))]
    ranked = [row for row in range(len(item_rows)) if standings[row] is not None]
    better = {row: sum(1 for o in ranked if standings[o] > standings[row]) for row in ranked}
    as_good = {row: sum(1 for o in ranked if standings[o] >= standings[row]) for row in ranked}
    places, tied, given, open_places = rule["places"], [], [], 0
    for row in ranked:
        if as_good[row] <= places:
            given += [row] if may(row) else []
        elif better[row] < places and may(row):
            tied.append(row)
            open_places = places - better[row]
    if len(tied) <= open_places or rule["tie_rule"] == "all_tied_in":
        given, tied = given + tied, []
    listed = []
    # Python sorts stably, so that equal rows stay in paper order.
    for row in sorted(ranked, key=lambda row: better[row]):
        if row in given:
            verdict = {"verdict": "graded", "grade": rule["grade"]}
        elif row in tied:
            verdict = {"verdict": "tied"}
        elif rule["others"] is None:
            verdict = {"verdict": "ranked"}
        else:
            verdict = below(rule, grades, rows[row][0], figures)
        item = item_rows[row]["id"]
        listed.append({"item": item, "rank": better[row] + 1, "verdict": verdict})
    for row in range(len(item_rows)):
        if standings[row] is None:
            nothing = {"verdict": "no_result"}
            listed.append({"item": item_rows[row]["id"], "rank": None, "verdict": nothing})
    tie = None
    if tied:
        tie = {"items": [item_rows[row]["id"] for row in tied], "open_places": open_places}
    return {"kind": "quota", "rows": listed, "tie": tie}


def votes_for(grades, cell, id):
    return sum(votes for grade, votes in zip(grades, cell["votes"]) if grade["id"] == id)


def below(rule, grades, cell, figures):
    """The best grade behind the limited one that the votes, added from the top, carry."""
    total, behind = 0, False
    for grade, votes in zip(grades, cell["votes"]):
        if not grade["counts_in_base"]:
            continue
        total += votes
        if behind and figures.meets(rule["others"], total, grades, cell):
            return {"verdict": "graded", "grade": grade["id"]}
        behind = behind or grade["id"] == rule["grade"]
    return {"verdict": "no_result"}
