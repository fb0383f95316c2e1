package io.tributary.local.demo;

/**
 * The answer to the order to cut over.
 *
 * @param cutoverId the cutover that began, null when it was refused
 * @param refusal why it is not possible as things are, null when it began
 */
record CutoverOrder(String cutoverId, String refusal) {
  boolean accepted() {
    return cutoverId != null;
  }
}
