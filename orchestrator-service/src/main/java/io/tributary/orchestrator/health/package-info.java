/** Judges from what was observed how well a migration is. */
package io.tributary.orchestrator.health;
