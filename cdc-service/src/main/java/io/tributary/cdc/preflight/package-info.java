/**
 * Checks before anything is changed whether a migration can work, and says how to mend what cannot.
 */
package io.tributary.cdc.preflight;
