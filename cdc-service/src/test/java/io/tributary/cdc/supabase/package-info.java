/** A target in the shape of a Supabase project. */
package io.tributary.cdc.supabase;
