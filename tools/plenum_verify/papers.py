"""The sheet, filled papers, tallies, and the identities between figures."""

import itertools

from . import forms, groups, marks, people, picks, quota, rooms, weights


def sheet_fault(sheet):
    """What makes the sheet unlawful, or None: section "The ballot paper"."""
    form, rules = sheet["form"], sheet["rules"]
    if sheet["number"] == 0 or sheet["round"] == 0 or not sheet["title"]:
        return "number, round or title"
    items = forms.items_of(form)
    if not 1 <= len(items) <= 200 or len({item["id"] for item in items}) != len(items):
        return "number or ids of the items"
    if any(not item["title"] or len(item["details"]) > 50 for item in items):
        return "titles or details of the items"
    if form["form"] in forms.FAULTS:
        fault = forms.form_fault(form)
    else:
        fault = marks.fault(form) if form["form"] == "marks" else picks.fault(form)
    fault = fault or outcome_fault(rules["outcome"], form) or forms.rules_fault(form, rules)
    fault = fault or rooms.rules_fault(form, rules)
    fault = fault or people.rule_fault(sheet) or groups.fault(rules)
    if fault:
        return fault
    secret = rules["secrecy"] == "secret"
    if rules["duration_s"] is not None and not 5 <= rules["duration_s"] <= 604_800:
        return "the duration"
    if rules["binding"] and rules["electorate"] == "everyone":
        return "everyone in a binding ballot"
    if not secret and (rules["live_tally_in_secret"] or rules["publish_papers"]):
        return "rules of a secret ballot in a recorded one"
    if secret and rules["publish_names"]:
        return "a secret ballot has no names to publish"
    if secret and (rules["show_while_open"] == "tally") != rules["live_tally_in_secret"]:
        return "a running tally in a secret ballot"
    fault = weights.rules_fault(sheet)
    if fault:
        return fault
    names = form["form"] == "picks" and form["write_ins"]
    if names and (rules["publish_papers"] or rules["live_tally_in_secret"]):
        return "papers or totals of a secret ballot with names written in"
    if rules["certification"] and rules["show_result"] == "on_count":
        return "certification of what is shown at once"
    return None


def outcome_fault(rule, form):
    kind = rule["kind"]
    if kind == "counts":
        return None
    if kind in ("points", "mean"):
        return forms.outcome_fault(rule, form)
    if form["form"] in forms.FAULTS or (kind == "selection") != (form["form"] == "picks"):
        return "an outcome for another form"
    if kind == "selection":
        majority = rule["majority"]
        of_rows = ("valid_rows", "for_plus_against", "expressed")
        lawful = rule["places"] >= 1 and rule["places"] == form["max"]
        for share in (majority, rule["run_off_majority"]):
            lawful = lawful and not (share and share["base"] in of_rows)
        second = rule["tie_rule"]["secondary_key"] if isinstance(rule["tie_rule"], dict) else None
        lawful = lawful and (second is None or second == "fewer_against" and form["crosses"])
        return None if lawful else "places or majority of the selection"
    grades = {grade["id"]: grade for grade in form["grades"]}
    if form["criteria"] and kind in ("threshold", "ladder"):
        return "an outcome for rows without criteria"
    if kind == "threshold":
        lawful = fits(rule["grades"], rule["threshold"]["base"], grades) and not any(
            grades[id]["role"] in ("against", "abstain") for id in rule["grades"])
    elif kind == "quota":
        return quota.fault(rule, form, fits)
    else:
        lawful = 1 <= len(rule["steps"]) <= 20 and all(
            fits(step["sum"], step["threshold"]["base"], grades) and step["grade"] in grades
            for step in rule["steps"])
        lawful = lawful and (rule["otherwise"] is None or rule["otherwise"] in grades)
    return None if lawful else "the outcome rule"


def fits(ids, base, grades):
    if not ids or any(id not in grades for id in ids):
        return False
    named = [grades[id] for id in ids]
    if base == "valid_rows":
        abstaining = (g for g in grades.values() if g["role"] == "abstain")
        return all(g["counts_in_base"] for g in named) and not any(
            g["counts_in_base"] for g in abstaining)
    if base == "for_plus_against":
        return all(g["role"] in ("for", "against") for g in named)
    if base == "expressed":
        return all(g["role"] != "grade" for g in named)
    return True


def width(form):
    """Entries of a paper for each item."""
    return marks.width(form) if form["form"] == "marks" else 1


def paper_fits(paper, form):
    """Whether a filled paper is one of this form."""
    if paper["form"] != form["form"]:
        return False
    if form["form"] in forms.FAULTS:
        return forms.paper_fits(paper, form)
    if form["form"] == "picks":
        return picks.fits(paper, form)
    return marks.fits(paper["marks"], form)


def tally_of(papers, form, weights=None, rulings=None, excused=None):
    if form["form"] in forms.FAULTS:
        return forms.tally_of(papers, form)
    weighed = zip(papers, itertools.repeat(1) if weights is None else weights)
    if form["form"] == "picks":
        return picks.tally_of(weighed, form, rulings or {}, excused)
    return marks.tally_of(weighed, form)


def tally_has_form(tally, form):
    if tally["form"] != form["form"]:
        return False
    if form["form"] in forms.FAULTS:
        return forms.tally_has_form(tally, form)
    if form["form"] == "picks":
        return picks.tally_has_form(tally, form)
    return marks.tally_has_form(tally, form)


def tally_can_be_of(tally, form, valid):
    """Whether so many papers of this form, unknown otherwise, can have given this tally."""
    if form["form"] in forms.FAULTS:
        return forms.tally_can_be_of(tally, form, valid)
    if form["form"] == "picks":
        return picks.can_be_of(tally, form, valid)
    return marks.tally_can_be_of(tally, form, valid)


def lies_on_paper(tally, form, valid):
    """The same for papers that no device has read: any row may be invalid, and a blank one abstains
    only where the rule says so; why it is blank, nobody sees."""
    if "blank_rows" not in form:
        return tally_can_be_of(tally, form, valid)
    if any(row["recused"] for row in tally["rows"]):
        return False
    if form["blank_rows"] != "abstain" and any(row["blank"] for row in tally["rows"]):
        return False
    rows = [{**row, "blank": row["blank"] + row["invalid"], "invalid": 0} for row in tally["rows"]]
    return tally_can_be_of({**tally, "rows": rows}, {**form, "blank_rows": "abstain"}, valid)


def tally_sum(one, two):
    """Two tallies of one form, cell by cell."""
    if isinstance(one, dict) and "write_ins" in one:
        return picks.plus(one, two)
    if isinstance(one, dict):
        return {
            key: (forms.scores_sum if key == "scores" else tally_sum)(one[key], two[key])
            for key in one
        }
    if isinstance(one, list):
        return [tally_sum(*cells) for cells in zip(one, two)]
    return one if isinstance(one, str) else one + two


def by_name(count):
    """Whether every voter has a channel of his or her own: all but papers alone."""
    channels = count["channels"]
    return channels is None or channels["tablet"] or channels["manual"]["kind"] != "papers"


def broken_identity(count, form):
    """The first accounting identity that does not hold, or None."""
    turnout, papers, tally = count["turnout"], count["papers"], count["tally"]
    valid = papers["valid"]
    silent = turnout["did_not_vote"] + turnout["left_early"]
    identities = [
        (turnout["eligible"] == turnout["voted"] + silent,
         "eligible = voted + did_not_vote + left_early"),
        (turnout["eligible"] <= turnout["electorate"], "eligible <= electorate"),
        (turnout["eligible_at_open"] <= turnout["eligible"], "eligible_at_open <= eligible"),
        (turnout["present_at_open"] <= turnout["members"], "present_at_open <= members"),
        (turnout["present_least"] <= min(turnout["present_at_open"], turnout["present_at_close"]),
         "present_least <= present at open and close"),
        (turnout["auto_abstained"] in (0, turnout["did_not_vote"]),
         "auto_abstained = did_not_vote"),
        (not by_name(count) or papers["issued"] == turnout["eligible"], "issued = eligible"),
        (min(papers["returned"], turnout["eligible"]) == turnout["voted"], "returned = voted"),
        (papers["returned"] == valid + papers["invalid"], "returned = valid + invalid"),
    ]
    identities.append((turnout["represented"] <= turnout["present_at_open"],
                       "represented <= present_at_open"))
    if count["weights"]:
        identities.extend(weights.broken_identity(count["weights"]))
        valid = count["weights"]["valid_papers"]
    if tally["form"] in forms.FAULTS:
        identities.extend(forms.identities(tally, form, valid))
    elif tally["form"] == "marks":
        sums = [
            sum(row["votes"]) + row["blank"] + row["invalid"] + row["recused"]
            for row in tally["rows"]
        ]
        identities.append((
            all(s == valid for s in sums), "per row: valid = grades + blank + invalid + recused"))
    else:
        within = picks.within(tally, valid)
        identities.append((within, "ticks and crosses per option <= valid"))
        if form["form"] == "picks":
            ticks = picks.chosen(tally)
            identities.append((ticks <= form["max"] * valid, "sum of ticks <= max x valid"))
    return next((name for holds, name in identities if not holds), None)
