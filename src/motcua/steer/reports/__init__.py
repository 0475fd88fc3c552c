"""Periodic reports on procedures: the forms II.06a and II.07b and the bulletin, from facts alone.

Knows the periods of the reporting regime, the columns of the forms, the sums that must hold and the carry-over from
the report before. What is not held is "chưa có dữ liệu"; a sum that does not hold is named, never mended.
"""
