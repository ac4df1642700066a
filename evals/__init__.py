"""Is it right? Facts with known answers, standard metrics, and the gate that holds them."""
