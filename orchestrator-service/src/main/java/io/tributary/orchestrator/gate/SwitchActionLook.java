package io.tributary.orchestrator.gate;

import io.tributary.common.error.ErrorReport;
import java.util.Optional;

/**
 * What a look at a switch action found, before anything is switched.
 *
 * @param number 1 for the first action
 * @param action its name, without secrets
 * @param problem why it could not do its work now; empty when nothing is known against it
 */
public record SwitchActionLook(int number, String action, Optional<ErrorReport> problem) {}
