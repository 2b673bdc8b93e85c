from suppliers.sentences.reasons import RejectionReason, RevisionReason, sentences


def test_every_reason_is_a_sentence():
    codes = [*RevisionReason.values, *RejectionReason.values]

    assert [words for words in sentences(codes) if not words.endswith(".")] == []
    assert len(set(sentences(codes))) == len(codes)


def test_a_code_of_another_time_stands_for_itself():
    assert sentences(["missing_page", "from_long_ago"]) == ["A page is missing.", "from_long_ago"]
