"""What a score is made of, and from where on it counts. Chosen on the sets that docs/screening.md names, then fixed."""

AGAINST = 1.25
OMITTED = 0.40
ERRORS = 1.0
SAME_KOREAN = 0.92
"""The score of names written differently that may be the same Korean syllables."""
SAME_CONSONANTS = 0.88
"""The score of an Arabic and a Latin spelling with the same consonants."""
POSSIBLE = 0.77
"""From this score on a name is `possible`."""
LEAST_SHARED = 0.55
"""The words that agree must together weigh so much (a rare word weighs 1), or the names are not compared at all."""
COMMON = 0.4
"""A word of an organisation or ship that weighs no more than this starts no match."""
LETTER_ERROR = 1.2
"""What an error costs, times the share of the letters that are wrong, when names are taken letter by letter."""
LEAST_LETTERS = 6
"""A single word resembles another only from so many letters on."""
