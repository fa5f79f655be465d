//! Rosters.

use plenum::documents::cell::ERRORS_MAX;
use plenum::documents::roster;
use plenum::domain::roster::{PEOPLE_MAX, Person, Standing};
use plenum::domain::text::Text;

use super::{HEADER, ids, told};

fn people(csv: impl AsRef<[u8]>) -> Vec<Person> {
    roster::parse(csv.as_ref(), &mut ids()).expect("a roster that is right")
}

/// `line code` of each error; every error says its place in both languages.
fn faults(csv: impl AsRef<[u8]>) -> Vec<String> {
    let errors = roster::parse(csv.as_ref(), &mut ids()).expect_err("a roster that is wrong");
    errors.iter().map(told).collect()
}

#[test]
fn a_roster_is_read_with_either_header_and_in_any_order_of_columns() {
    let english = people(format!(
        "{HEADER}0127,代表0127,第三代表团,3排12座,member\n列1,列席001,,,attendee\n"
    ));
    let chinese = people(
        "\u{feff}类别,座位,代表团,姓名,代表证号\r\n代表,3排12座,第三代表团,代表0127,0127\r\n列席,,,列席001,列1\r\n",
    );
    assert_eq!(english, chinese);
    assert_eq!(english[0].number.as_str(), "0127");
    assert_eq!(english[0].standing, Standing::Member);
    assert_eq!(english[1].standing, Standing::NonvotingAttendee);
    assert_eq!(english[1].delegation, Text::default());
    assert_ne!(english[0].id, english[1].id);
}

#[test]
fn cells_are_texts_whatever_they_look_like() {
    let csv =
        format!("{HEADER}1,=1+1,@SUM(A1),\"-2,5\",Member\n\"a\"\"b\", 帕提曼·买买提 ,,,代表\n");
    let read = people(csv);
    assert_eq!(read[0].name.as_str(), "=1+1");
    assert_eq!(read[0].seat.as_str(), "-2,5");
    assert_eq!(read[1].number.as_str(), "a\"b");
    assert_eq!(read[1].name.as_str(), "帕提曼·买买提");
}

#[test]
fn lines_without_content_are_passed_over() {
    let csv = format!("\n{HEADER}\n1,甲,,,代表\n,,,,\n \n2,乙,,,代表\n\n");
    assert_eq!(people(csv).len(), 2);
}

#[test]
fn every_wrong_cell_is_told_with_its_line() {
    let csv = format!(
        "{HEADER}1,甲,,,代表\n,乙,,,代表\n3, ,,,代表\n1,丁,,,代表\n5,戊,,,旁听\n6,己,,,\n7,庚,,\n8,辛,,,代表,多\n\
         9,\"壬\n癸\",,,代表\n10,a\u{202e}b,,,代表\n11,{},,,代表\n12,子,,,代表\n",
        "长".repeat(101)
    );
    let expected = [
        "3 cell_empty",
        "4 cell_empty",
        "5 number_repeated",
        "6 standing_unknown",
        "7 cell_empty",
        "8 cell_count",
        "9 cell_count",
        "10 cell_forbidden_character",
        "12 cell_forbidden_character",
        "13 cell_too_long",
    ];
    assert_eq!(faults(csv), expected);
}

#[test]
fn an_error_names_the_column_as_the_file_does() {
    let csv = "代表证号,姓名,代表团,座位,类别\n1,甲,,,代表\n1,乙,,,旁听者\n";
    let errors = roster::parse(csv.as_bytes(), &mut ids()).unwrap_err();
    assert_eq!(errors[0].zh, "第 3 行“代表证号”：与第 2 行重复");
    assert_eq!(errors[1].zh, "第 3 行“类别”：“旁听者”应为：代表、列席");
    assert_eq!(errors[1].column, "类别");
    assert_eq!(errors[1].en, "line 3, “类别”: “旁听者” should be member or attendee");
}

#[test]
fn weights_are_exact_decimals_of_members() {
    let csv = "代表证号,姓名,代表团,座位,类别,票权\n1,甲,,,代表,1.50\n2,乙,,,代表,\n3,丙,,,代表,1.0\n\
               4,丁,,,列席,\n";
    let weights: Vec<Option<String>> =
        people(csv).iter().map(|person| person.weight.map(|weight| weight.to_string())).collect();
    assert_eq!(weights, [Some("1.5".to_owned()), None, None, None]);
    let csv = "number,name,delegation,seat,standing,weight\n1,甲,,,member,0\n2,乙,,,member,1e3\n\
               3,丙,,,member,\"1,5\"\n4,丁,,,member,1.0000001\n5,戊,,,attendee,2\n";
    let expected = [
        "2 weight_unknown",
        "3 weight_unknown",
        "4 weight_unknown",
        "5 weight_unknown",
        "6 weight_of_attendee",
    ];
    assert_eq!(faults(csv), expected);
}

#[test]
fn wrong_headers_are_told() {
    for (header, expected) in [
        ("number,name,delegation,seat", vec!["1 column_missing"]),
        ("number,name,delegation,seat,standing,phone", vec!["1 column_unknown"]),
        ("number,name,delegation,seat,standing,姓名", vec!["1 column_repeated"]),
        ("1,2,3,4,5", [["1 column_missing"; 5], ["1 column_unknown"; 5]].concat()),
    ] {
        let cells = header.split(',').map(|_| "代表").collect::<Vec<_>>().join(",");
        assert_eq!(faults(format!("{header}\n{cells}\n")), expected, "{header}");
    }
}

#[test]
fn files_that_are_no_roster_are_refused_whole() {
    assert_eq!(faults(""), ["0 no_rows"]);
    assert_eq!(faults("\u{feff}\n\n"), ["0 no_rows"]);
    assert_eq!(faults(HEADER), ["0 no_rows"]);
    // 代表 in GBK; a spreadsheet's UTF-16; an archive.
    assert_eq!(
        faults([HEADER.as_bytes(), b"1,\xb4\xfa\xb1\xed,,,member\n"].concat()),
        ["2 not_utf8"]
    );
    assert_eq!(faults(b"\xff\xfen\0u\0m\0"), ["1 not_utf8"]);
    assert_eq!(faults(b"PK\x03\x04\x14\x00\x06\x00\xff"), ["1 not_utf8"]);
    assert_eq!(faults(vec![b'a'; 8 * 1024 * 1024 + 1]), ["0 file_too_large"]);
    let nul = format!("{HEADER}1,\0,,,member\n");
    assert_eq!(faults(nul), ["2 cell_forbidden_character"]);
}

#[test]
fn a_roster_is_bounded() {
    let line = |n: usize| format!("{n},甲,,,代表\n");
    let full: String = (0..PEOPLE_MAX).map(line).collect();
    assert_eq!(people(format!("{HEADER}{full}")).len(), PEOPLE_MAX);
    let over = format!("{HEADER}{full}{}{}", line(PEOPLE_MAX), line(PEOPLE_MAX + 1));
    assert_eq!(faults(over), [format!("{} too_many_rows", PEOPLE_MAX + 2)]);

    let wrong = "1,,,,\n".repeat(1_000);
    assert_eq!(faults(format!("{HEADER}{wrong}")).len(), ERRORS_MAX);
    assert_eq!(faults(format!("{HEADER}{}", ",".repeat(8_000_000))).len(), 1);
}
