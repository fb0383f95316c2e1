/** What of a migration file may still be changed, by how far the migration is. */
@NullMarked
package io.tributary.orchestrator.revision;

import org.jspecify.annotations.NullMarked;
