import type { Selectable } from 'kysely';
import type { NoticeCampaignTable, NoticeTextTable } from '../../migrations/schema.js';
import type { CampaignSpan } from '../lists/list-rows.js';

export type NoticeText = Selectable<NoticeTextTable>;
export type NoticeCampaign = Selectable<NoticeCampaignTable>;

/** Written by us: the names of networks as the lists write them; none means every network. */
export function networksOf(campaign: Pick<NoticeCampaign, 'networks'>): readonly string[] {
  return JSON.parse(campaign.networks) as string[];
}

/** The campaigns that stand, as deliveries are held against them. */
export function spansOf(campaigns: readonly NoticeCampaign[], texts: readonly NoticeText[]): CampaignSpan[] {
  return campaigns
    .filter((campaign) => campaign.state === 'current')
    .map((campaign) => ({
      networks: networksOf(campaign),
      fromOn: campaign.fromOn,
      toOn: campaign.toOn,
      code: texts.find((text) => text.state === 'current' && text.number === campaign.textNumber)?.code ?? '',
    }));
}
