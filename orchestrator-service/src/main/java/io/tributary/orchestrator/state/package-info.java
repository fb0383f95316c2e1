/** What a migration is in and what it may do next: a pure function from state and event to both. */
package io.tributary.orchestrator.state;
