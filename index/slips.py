"""How many slips lie between what was typed and what was meant: a character wrong, missing, doubled or swapped."""


def slips(typed: str, meant: str, most: int) -> int:
    """The number of slips (optimal string alignment); ``most + 1`` for any more than that."""
    if abs(len(typed) - len(meant)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for n, char in enumerate(typed):
        row = [n + 1]
        for m, wanted in enumerate(meant):
            ways = [last[m] + (char != wanted), last[m + 1] + 1, row[m] + 1]
            if n and m and char == meant[m - 1] and typed[n - 1] == wanted:
                ways.append(before[m - 1] + 1)
            row.append(min(ways))
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
