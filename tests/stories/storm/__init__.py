"""The storm: random sequences of every command by the whole cast, with the power cut at any statement.

`ground` what an office works with; `office` who does what with which data; `commands` finds every command there is;
`power` cuts it; `record` says what must hold afterwards; `machine` lets chance play.
"""
