from ui.tables.record_choice import GONE, record_choice


def test_a_record_is_read_by_its_name_and_two_of_one_name_by_a_number():
    kind = record_choice("None", [(1, "Fence"), (2, "Fence"), (3, ""), (4, "None")])
    assert [words for _, words in kind.choices] == ["None", "Fence", "Fence (2)", "–", "None (2)"]
    assert [kind.read(words) for _, words in kind.choices] == [0, 1, 2, 3, 4]


def test_a_record_that_is_gone_is_said_to_be_and_not_told_by_its_number():
    kind = record_choice("None", [(1, "Fence")])
    assert [kind.show(value) for value in (1, 0, None, 99)] == ["Fence", "None", "None", GONE]
