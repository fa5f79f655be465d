"""A matrix of rows x grades, with or without criteria: section "The ballot paper"."""

CELLS_MAX = 300


def width(form):
    return max(1, len(form["criteria"]))


def cells(form):
    return len(form["rows"]) * width(form)


def by_row(form, cells):
    """The cells of each row of a list that has one entry for every cell."""
    wide = width(form)
    return [cells[start:start + wide] for start in range(0, len(cells), wide)]


def fault(form):
    ids = [grade["id"] for grade in form["grades"]]
    if not 2 <= len(ids) <= 10 or len(set(ids)) != len(ids):
        return "number or ids of the grades"
    if any(grade["weight"] is not None and grade["weight"] > 1000 for grade in form["grades"]):
        return "a weight"
    return criteria_fault(form) or quotas_fault(form, ids)


def criteria_fault(form):
    criteria = form["criteria"]
    ids = [criterion["id"] for criterion in criteria]
    if len(ids) == 1 or len(ids) > 10 or len(set(ids)) != len(ids):
        return "number or ids of the criteria"
    if any(not 1 <= c["weight"] <= 1000 or not c["zh"] or not c["en"] for c in criteria):
        return "weight or label of a criterion"
    names = [row["id"] + "_" + id for row in form["rows"] for id in ids]
    if len(names) > CELLS_MAX or len(set(names)) != len(names) or any(len(n) > 40 for n in names):
        return "number or names of the cells"
    return None


def quotas_fault(form, ids):
    quotas, rows = form["quotas"], len(form["rows"])
    if any(quota["grade"] not in ids for quota in quotas):
        return "the grade of a quota"
    grades = [quota["grade"] for quota in quotas]
    if len(set(grades)) != len(grades) or sum(quota["min"] for quota in quotas) > rows:
        return "quotas that contradict each other"
    if any(not quota["min"] <= min(quota["max"], rows) for quota in quotas):
        return "the bounds of a quota"
    if form["all_equal"] == "refused" and cells(form) < 2:
        return "equal grades of one row"
    return None


def fits(marks, form):
    if len(marks) != cells(form):
        return False
    if any(mark is not None and mark >= len(form["grades"]) for mark in marks):
        return False
    if form["blank_rows"] == "refused" and None in marks:
        return False
    equal = len(marks) > 1 and None not in marks and len(set(marks)) == 1
    if form["all_equal"] == "refused" and equal:
        return False
    ids = [grade["id"] for grade in form["grades"]]
    for column in range(width(form)):
        given = [mark if mark is None else ids[mark] for mark in marks[column::width(form)]]
        for quota in form["quotas"]:
            if not quota["min"] <= given.count(quota["grade"]) <= quota["max"]:
                return False
    return True


def tally_of(weighed, form):
    """Of papers, each with its weight."""
    grades = len(form["grades"])
    rows = [{"votes": [0] * grades, "blank": 0, "invalid": 0, "recused": 0}
            for _ in range(cells(form))]
    for paper, weight in weighed:
        for row, marks in zip(by_row(form, rows), by_row(form, paper["marks"])):
            void = form["blank_rows"] == "invalid" and None in marks
            for cell, mark in zip(row, marks):
                if void:
                    cell["invalid"] += weight
                elif mark is None:
                    cell["blank"] += weight
                else:
                    cell["votes"][mark] += weight
    return {"form": "marks", "rows": rows}


def tally_has_form(tally, form):
    return len(tally["rows"]) == cells(form) and all(
        len(row["votes"]) == len(form["grades"]) for row in tally["rows"])


def tally_can_be_of(tally, form, valid):
    rows, blanks = tally["rows"], form["blank_rows"]
    ids = [grade["id"] for grade in form["grades"]]
    for row in rows:
        if sum(row["votes"]) + row["blank"] + row["invalid"] + row["recused"] != valid:
            return False
        if row["blank"] and blanks != "abstain" or row["invalid"] and blanks != "invalid":
            return False
    for row in by_row(form, rows):
        if len({(cell["invalid"], cell["recused"]) for cell in row}) > 1:
            return False
    for quota in form["quotas"]:
        grade = ids.index(quota["grade"])
        for column in range(width(form)):
            part = rows[column::width(form)]
            votes = sum(row["votes"][grade] for row in part)
            void = sum(row["invalid"] + row["recused"] for row in part)
            if not quota["min"] * valid - void <= votes <= quota["max"] * valid:
                return False
    if form["all_equal"] == "refused":
        most = (len(rows) - 1) * valid
        return all(sum(row["votes"][grade] for row in rows) <= most for grade in range(len(ids)))
    return True
