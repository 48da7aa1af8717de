"""The side of the playground that runs inside the sandbox, around the learner's program."""
