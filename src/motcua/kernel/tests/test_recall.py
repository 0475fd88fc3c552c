"""What is kept in memory is read again when its time is over or it was told to be forgotten."""

from motcua.kernel import recall


def test_an_answer_is_read_once_and_again_when_forgotten():
    kept, read = recall.Recall(), iter(range(9))
    assert [kept("a", lambda: next(read)), kept("a", lambda: next(read)), kept("b", lambda: next(read))] == [0, 0, 1]
    kept.forget()
    assert kept("a", lambda: next(read)) == 2
    recall.forget_everything()
    assert kept("a", lambda: next(read)) == 3


def test_an_answer_lasts_its_seconds_and_no_longer(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(recall.time, "monotonic", lambda: clock[0])
    kept, read = recall.Recall(5), iter(range(9))
    for at, answer in ((100, 0), (104.9, 0), (105, 1), (109, 1)):
        clock[0] = at
        assert kept("a", lambda: next(read)) == answer


def test_what_was_read_before_a_change_is_not_kept_after_it():
    kept = recall.Recall()

    def slow():
        kept.forget()  # somebody changes it meanwhile
        return "old"

    assert kept("a", slow) == "old"
    assert kept("a", lambda: "new") == "new"


def test_memory_stays_bounded(monkeypatch):
    monkeypatch.setattr(recall, "MOST", 3)
    kept = recall.Recall()
    for name in range(9):
        kept(name, lambda: None)
    assert len(kept._kept) <= 3


def test_nothing_is_an_answer_too():
    kept, read = recall.Recall(), iter([None, 1])
    assert [kept("a", lambda: next(read)) for _ in range(2)] == [None, None]
