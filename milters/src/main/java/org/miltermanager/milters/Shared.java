package org.miltermanager.milters;

import org.miltermanager.dns.Dns;
import org.miltermanager.milters.greylist.store.GreylistStores;
import org.miltermanager.service.Services;

/**
 * What the program has once, for all milters that run inside.
 *
 * @param dns with one memory of answers
 * @param greylists what greylisting remembers
 * @param services the way to servers that judge content
 */
public record Shared(Dns dns, GreylistStores greylists, Services services) {}
