"""Training a reader on one's own questions: labelled questions to weights and a model card.

material.py   documents as lines, and which of them a quote names
mining.py     the wrong lines that look right
lists.py      what one question is shown in one pass
fit.py        the loop: a list at a time, until the passes are over (the door to torch)
measure.py    what the reader reaches on documents it was not trained on
run.py        the story, from the questions to the card
"""
