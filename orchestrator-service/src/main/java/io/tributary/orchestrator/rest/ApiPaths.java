package io.tributary.orchestrator.rest;

/** Paths of the API. */
final class ApiPaths {
  private ApiPaths() {}

  static String status(String migration) {
    return "/migrations/" + migration;
  }
}
