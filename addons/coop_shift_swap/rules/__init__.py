"""The rules of swaps, stand-ins, the pool and newcomers: plain functions of plain values.

They build on the rules of ``coop_shift``, which are plain as well.
"""
