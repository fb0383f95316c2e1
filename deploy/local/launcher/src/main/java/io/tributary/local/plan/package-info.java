/** Shows what a migration file makes of its sources, before anything is touched. */
package io.tributary.local.plan;
