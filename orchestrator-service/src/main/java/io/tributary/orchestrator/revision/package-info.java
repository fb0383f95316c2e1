/** What of a migration file may still be changed, by how far the migration is. */
package io.tributary.orchestrator.revision;
