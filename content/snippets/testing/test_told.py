# region told
def test_a_bad_name_is_told_4000(dial):
    assert dial("/right/a-b") == ("close", 4000, "Invalid parameter")


def test_and_in_the_wrong_order_it_is_not(dial):
    assert dial("/wrong/a-b") == ("HTTP", 403)


# endregion


# region return
def test_a_handler_that_returns_without_a_close_is_seen(dial):
    assert dial("/right/ab") == ("lost", 1006)


# endregion
