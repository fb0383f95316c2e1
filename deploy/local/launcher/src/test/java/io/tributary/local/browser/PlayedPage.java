package io.tributary.local.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A page of the console at a moment of a migration, as the simulation plays it. */
enum PlayedPage {
  MIGRATIONS("replicating", "#/", "healthy"),
  OVERVIEW("replicating", "#/migrations/automation", "WAL kept"),
  NOT_STARTED("created", "#/migrations/automation", "TRB-START-PREFLIGHT-FAILED"),
  COPYING("copying", "#/migrations/automation", "public.messages"),
  STOPPED("stopped", "#/migrations/automation", "TRB-CAPTURE-SLOT-LOST"),
  BEFORE_CUTOVER("replicating", "#/migrations/automation/cutover", "Predicted pause"),
  CUTTING_OVER("cutting-over", "#/migrations/automation/cutover", "Waits for letta, notes."),
  SWITCHED("switched", "#/migrations/automation/cutover", "Writes were refused for"),
  TWO_WAYS("switched", "#/migrations/automation", "The way back"),
  TABLES("", "#/migrations/automation/tables", "999 of 1,000 tables found equal"),
  SET_ASIDE("stopped", "#/migrations/automation/aside", "TRB-APPLY-CHANGE-REFUSED"),
  PREFLIGHT("created", "#/migrations/automation/preflight", "TRB-PREFLIGHT-WAL-LEVEL"),
  HISTORY("replicating", "#/migrations/automation/history", "TRB-CUTOVER-GATE-CLOSED"),
  REPORTS("replicating", "#/migrations/automation/reports", "There is one once");

  private final String recorded;
  private final String address;
  private final String awaited;

  PlayedPage(String recorded, String address, String awaited) {
    this.recorded = recorded;
    this.address = address;
    this.awaited = awaited;
  }

  JsonNode status() {
    return recorded.isEmpty() ? ThousandTables.status() : SimulatedOrchestrator.recorded(recorded);
  }

  /** Behind {@code /console/}. */
  String address() {
    return address;
  }

  /** A text that stands there once everything is shown. */
  String awaited() {
    return awaited;
  }

  /** For names of files. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
