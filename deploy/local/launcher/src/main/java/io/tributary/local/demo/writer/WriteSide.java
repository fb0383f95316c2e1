package io.tributary.local.demo.writer;

/** Which database accepted a write. */
public enum WriteSide {
  SOURCE,
  TARGET
}
