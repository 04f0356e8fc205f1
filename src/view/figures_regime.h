/* figures_regime.h: figures of the area "regime", rows of the table in figure.c. */
