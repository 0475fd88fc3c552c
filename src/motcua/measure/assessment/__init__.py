"""How the handling of dossiers is assessed: the nine indices of TT 01/2018/TT-VPCP, from facts, never typed."""
