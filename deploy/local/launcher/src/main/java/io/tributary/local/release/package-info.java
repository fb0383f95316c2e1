/** Takes out of old databases what a migration has left in them. */
package io.tributary.local.release;
