"""The hosted Checkout page: plain HTML, without scripts, in Kyrgyz, Russian and English."""
