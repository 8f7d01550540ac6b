import { details, heading, note, openPage, paragraph, template } from '../mailContent.js';
import { oneLine } from '../plainText.js';

const reasons = {
  gone: 'It answered 410 Gone, which asks for no further deliveries.',
  failing: 'For five days it has answered with nothing but failures.',
} as const;

/** Mails about webhook endpoints, to members who may manage them. */
export const webhookTemplates = {
  'team.webhookDisabled': template<
    Readonly<{ organization: string; url: string; because: keyof typeof reasons; endpointId: string }>
  >({
    write: ({ organization, url, because, endpointId }) => {
      const name = oneLine(organization, 80);
      return {
        subject: `A webhook endpoint of ${name} was disabled`,
        preheader: reasons[because],
        blocks: [
          heading('A webhook endpoint was disabled'),
          paragraph(
            `${reasons[because]} Nothing is sent to it any more, and what happens meanwhile is not kept for it.`,
          ),
          details({ Organization: name, Endpoint: oneLine(url, 200), Id: endpointId }),
          note('Once it works again, enable it; failed deliveries can be sent again from its list.'),
          openPage('Open the webhooks', '/settings/webhooks'),
        ],
        because: `You get this mail because you manage the webhooks of ${name}. It cannot be switched off.`,
      };
    },
    example: {
      organization: 'Northwind Traders',
      url: 'https://hooks.northwind.example/objecta',
      because: 'failing',
      endpointId: '5b0c7c1e-2f7b-5a44-9d0a-0000000000e1',
    },
  }),
} as const;
