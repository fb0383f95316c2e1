package io.tributary.local.demo;

/** Which database accepted a write. */
enum Side {
  SOURCE,
  TARGET
}
