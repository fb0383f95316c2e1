package io.tributary.orchestrator.rest;

/** Paths of the API. */
final class Links {
  private Links() {}

  static String status(String migration) {
    return "/migrations/" + migration;
  }
}
